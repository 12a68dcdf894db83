import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InkceptionError } from '../../src/error.ts';
import { findClass, parseCard, type NetworkCard } from '../../src/network/card.ts';

const input = {
  channels: 'BGR',
  range: [0, 255],
  mean: [104, 117, 123],
  std: [1, 1, 1],
  size: [227, 224],
};
const plain = { name: 'net', input, licence: 'MIT', source: 'https://example.org' };

const parse = (value: unknown): NetworkCard => parseCard(JSON.stringify(value), 'net.json');
const withInput = (change: Record<string, unknown>): unknown => ({
  ...plain,
  input: { ...input, ...change },
});

describe('a network card', () => {
  it('needs a name, the input, a licence and a source', () => {
    expect(parse(plain)).toEqual(plain);
  });

  it('keeps everything it may hold', () => {
    const full = {
      ...plain,
      description: 'a net',
      input: { ...input, name: 'data' },
      labels: ['cat', 'dog'],
      synonyms: { cat: ['kitty'] },
      groups: { pets: ['cat', 'dog'] },
      sha256: 'a'.repeat(64),
      drawing: { steps: 100, pixels: { cells: [1] } },
    };
    expect(parse(full)).toEqual(full);
  });

  it.each([
    ['text', 'net.json: it is "text", expected a record with name, description, input'],
    [{ ...plain, name: undefined }, 'net.json: name is missing, expected a text'],
    [{ ...plain, licence: '' }, 'licence is "", expected a text'],
    [{ ...plain, license: 'MIT' }, 'there is no field license; the nearest are licence'],
    [{ ...plain, input: undefined }, 'input is missing, expected a record with name, channels'],
    [withInput({ layout: 'NCHW' }), 'there is no field input.layout; the nearest are'],
    [withInput({ channels: 'rgb' }), 'input.channels is "rgb", expected "RGB" or "BGR"'],
    [withInput({ range: [0, 256] }), 'input.range is [0,256], expected [0, 1], [0, 255] or [-1, 1]'],
    [withInput({ range: 255 }), 'input.range is 255, expected'],
    [withInput({ mean: [1, 2] }), 'input.mean is [1,2], expected three numbers, one a channel'],
    [withInput({ mean: [1, 2, '3'] }), 'input.mean is [1,2,"3"], expected three numbers'],
    [withInput({ std: [1, 1, 0] }), 'input.std is [1,1,0], expected three numbers above 0'],
    [withInput({ size: 224 }), 'input.size is 224, expected [height, width], whole px from 1 to'],
    [withInput({ size: [0, 224] }), 'input.size is [0,224], expected'],
    [withInput({ name: 3 }), 'input.name is 3, expected a text'],
    [{ ...plain, labels: [] }, 'labels is [], expected an array of texts'],
    [{ ...plain, labels: ['cat', ' '] }, 'labels[1] is " ", expected a text'],
    [
      { ...plain, labels: ['cat'], synonyms: { cta: ['kitty'] } },
      'synonyms has "cta", which is no label; the nearest are cat',
    ],
    [
      { ...plain, labels: ['cat'], synonyms: { cat: 'kitty' } },
      'synonyms.cat is "kitty", expected an array of texts',
    ],
    [{ ...plain, labels: ['cat'], groups: { pets: ['dog'] } }, 'groups.pets has "dog", which is no label'],
    [{ ...plain, groups: { pets: ['dog'] } }, 'the nearest are none: it has no labels'],
    [{ ...plain, sha256: 'abc' }, 'sha256 is "abc", expected 64 hexadecimal digits'],
    [{ ...plain, drawing: [] }, 'drawing is [], expected a record of drawing defaults'],
  ])('%j is refused', (value, message) => {
    expect(() => parse(value)).toThrow(message);
  });

  it('gives a card or a clear error, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        cardOrError(text);
      }),
    );
  });

  it('gives a card or a clear error, whatever is in its fields', () => {
    const fields = [...Object.keys(plain), 'labels', 'synonyms', 'groups', 'sha256', 'drawing', '__proto__'];
    const inputs = fc.dictionary(fc.constantFrom(...Object.keys(input)), fc.jsonValue({ maxDepth: 2 }));
    const changes = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(changes, inputs, (change, inputChange) => {
        cardOrError(JSON.stringify({ ...plain, input: { ...input, ...inputChange }, ...change }));
      }),
    );
  });
});

describe('labels in a file beside the card', () => {
  const text = JSON.stringify({ ...plain, labels: 'labels.txt' });

  it('are read one a line', () => {
    const card = parseCard(text, 'net.json', (name) => (name === 'labels.txt' ? 'cat\r\ndog\n' : ''));
    expect(card.labels).toEqual(['cat', 'dog']);
  });

  it('are refused where they have an empty line, or none', () => {
    expect(() => parseCard(text, 'net.json', () => 'cat\n\ndog\n')).toThrow(
      'labels (labels.txt)[1] is "", expected',
    );
    expect(() => parseCard(text, 'net.json', () => '')).toThrow('labels (labels.txt)[0] is "", expected');
  });

  it('are refused where no file can be read', () => {
    expect(() => parseCard(text, 'net.json')).toThrow('labels is "labels.txt", expected an array of labels');
  });

  it.each([
    '../labels.txt',
    '/etc/passwd',
    'sub/labels.txt',
    'C:labels.txt',
    '..\\labels.txt',
    '..',
    '.',
    '',
    'a\u0000b',
  ])('are never read from elsewhere: %j', (labels) => {
    const never = (): string => expect.fail('was read');
    const elsewhere = JSON.stringify({ ...plain, labels });
    expect(() => parseCard(elsewhere, 'net.json', never)).toThrow('in the same folder as the card');
  });

  it('are how the example card names them', () => {
    const example = readFileSync(
      new URL('../../../../docs/cards/squeezenet1.0.json', import.meta.url),
      'utf8',
    );
    const card = parseCard(example, 'squeezenet1.0.json', () => 'tench, Tinca tinca\ngoldfish');
    expect(card.labels).toHaveLength(2);
    expect(card.input).toMatchObject({ name: 'data', channels: 'BGR', mean: [104, 117, 123] });
  });
});

describe('finding a class', () => {
  const labels = ['tench, Tinca tinca', 'crane', 'T-shirt', 'crane', 'cat-face', 'dog-face', '7'];
  const card = parse({ ...plain, labels, synonyms: { 'cat-face': ['kitty', 'Tom cat', 'crane'] } });

  it.each([
    ['crane', 1],
    ['tench, Tinca tinca', 0],
    ['tinca tinca', 0],
    ['Tench', 0],
    ['t shirt', 2],
    ['TSHIRT', 2],
    [' cat_face ', 4],
    ['kitty', 4],
    ['tomcat', 4],
    ['7', 6],
    ['#3', 3],
    ['3', 3],
    [3, 3],
    [0, 0],
  ])('%j finds class %d', (wanted, index) => {
    expect(findClass(card, wanted)).toEqual({ index, label: labels[index] });
  });

  it.each([
    ['kity', 'net has no class "kity"; the nearest are kitty, '],
    ['', 'net has no class ""; the nearest are '],
    ['!!', 'net has no class "!!"; the nearest are '],
    ['#7', 'net has no class "#7": its classes are 0 to 6'],
    [7, 'its classes are 0 to 6'],
    [-1, 'its classes are 0 to 6'],
    [1.5, 'its classes are 0 to 6'],
    [NaN, 'its classes are 0 to 6'],
  ])('%j is refused with what would do', (wanted, message) => {
    expect(() => findClass(card, wanted)).toThrow(message);
    expect(() => findClass(card, wanted)).toThrow(
      expect.objectContaining({ code: 'unknown-class' }) as Error,
    );
  });

  it('says where all are to be seen', () => {
    expect(() => findClass(card, 'kity')).toThrow('(`inkception classes` shows all 7)');
  });

  it('finds none where layers were left out, and says so', () => {
    const cut = { ...card, origin: { sha256: '0'.repeat(64), cut: 'conv5_1' } };
    for (const wanted of ['crane', '#3', 3])
      expect(() => findClass(cut, wanted)).toThrow(
        /cut after conv5_1.*its classes were in what was left out/,
      );
  });

  it('takes an index alone where the card has no labels', () => {
    expect(findClass(parse(plain), '#107')).toEqual({ index: 107, label: 'class 107' });
    expect(() => findClass(parse(plain), 'cat')).toThrow('give the class by its index, such as "#107"');
  });

  it('gives a class or a clear error, whatever is wanted', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double(), fc.constantFrom('__proto__', 'constructor')),
        (wanted) => {
          try {
            expect(findClass(card, wanted).label).toBe(labels[findClass(card, wanted).index]);
          } catch (error) {
            expect(error).toHaveProperty('code', 'unknown-class');
          }
        },
      ),
    );
  });
});

function cardOrError(text: string): void {
  try {
    expect(parseCard(text, 'net.json').name).toBeTypeOf('string');
  } catch (error) {
    expect(error).toBeInstanceOf(InkceptionError);
    expect(error).toHaveProperty('code', 'bad-card');
  }
}

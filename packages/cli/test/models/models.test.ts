import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cardUrl, weightsUrl } from '@inkception/pictograms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../src/models/cache.ts';
import { runMain, temporaryFolder, type Outcome } from '../run-main.ts';
import { answer, cutAfter, serve, sha256, whole, type Behaviour, type FileServer } from './file-server.ts';

const weights = readFileSync(weightsUrl);
const { input } = JSON.parse(readFileSync(cardUrl, 'utf8')) as { input: unknown };

let [root, cache, list] = ['', '', ''];
let server: FileServer;
let behave: Behaviour;

beforeEach(async () => {
  root = temporaryFolder();
  [cache, list] = [join(root, 'cache'), join(root, 'networks.json')];
  behave = whole(weights);
  server = await serve((request, response, nth) => {
    behave(request, response, nth);
  });
  const record = {
    name: 'pictures',
    description: 'a test',
    urls: [server.url],
    bytes: weights.length,
    sha256: sha256(weights),
    licence: 'MIT',
    input,
  };
  writeFileSync(list, JSON.stringify([record, { ...record, name: 'bare', input: null }]));
});

afterEach(async () => {
  delete process.env['INKCEPTION_REGISTRY'];
  await server.close();
});

const models = (argv: readonly string[], options?: Parameters<typeof runMain>[1]): Promise<Outcome> =>
  runMain(['models', ...argv, '--cache', cache, '--registry', list], options);

const files = (): string[] => (existsSync(cache) ? readdirSync(cache).sort() : []);

describe('inkception models pull', () => {
  it('brings a network that other commands find by name', async () => {
    expect(await models(['pull', 'pictures'])).toMatchObject({ code: 0, error: '' });
    expect(files()).toEqual(['partial', 'pictures.json', 'pictures.onnx']);
    expect(readdirSync(join(cache, 'partial'))).toEqual([]);
    const layers = await runMain(['layers', '--model', 'pictures', '--cache', cache]);
    expect(layers.out).toContain('conv4');
    expect((await models(['list'])).out).toMatch(/pictures +\S+ MB +MIT +yes\n/);
    expect((await models(['show', 'pictures'])).out).toContain(sha256(weights));
  });

  it('asks nobody for what is here already', async () => {
    await models(['pull', 'pictures']);
    const again = await models(['pull', 'pictures']);
    expect(again).toMatchObject({ code: 0, error: '' });
    expect(again.out).toContain('there already');
    expect(server.requests).toHaveLength(1);
  });

  it('shows its progress: events for a program, one line for a person', async () => {
    const { out } = await models(['pull', 'pictures', '--json']);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.at(-2)).toMatchObject({
      event: 'progress',
      received: weights.length,
      bytes: weights.length,
      secondsLeft: 0,
    });
    expect(events.at(-1)).toMatchObject({ event: 'done', name: 'pictures', fetched: true });
    const watched = await models(['pull', 'pictures', '--force'], { interactive: true });
    expect(watched.error).toMatch(/pictures {2}\S+ MB of \S+ MB {2}100 % {2}\S+ \S+\/s {2}0 s left/);
    expect(watched.error).not.toContain('\n');
  });

  it('keeps only what a layer needs, and remembers where it comes from', async () => {
    const { code } = await models(['pull', 'pictures', '--cut', 'conv3', '--name', 'small']);
    expect(code).toBe(0);
    const small = readFileSync(join(cache, 'small.onnx'));
    expect(small.length).toBeLessThan(weights.length / 4);
    const card = JSON.parse(readFileSync(join(cache, 'small.json'), 'utf8')) as object;
    expect(card).toMatchObject({
      sha256: sha256(small),
      origin: { sha256: sha256(weights), cut: 'conv3' },
    });
    const { out } = await runMain(['layers', '--model', 'small', '--cache', cache]);
    expect(out).toMatch(/^conv3 /m);
    expect(out).not.toContain('conv4');
    expect((await models(['list'])).out).toMatch(/small .* to conv3\n/);
    const other = await models(['pull', 'pictures', '--name', 'small']);
    expect(other).toMatchObject({ code: 2 });
    expect(other.error).toMatch(/cut after conv3: give --force/);
  });

  it('keeps what has arrived when Ctrl-C stops it, and goes on', async () => {
    const stop = new AbortController();
    const stopNow = (): void => {
      stop.abort();
    };
    behave = (_, response) => {
      response.writeHead(200, { 'content-length': weights.length });
      response.write(weights.subarray(0, 200_000), () => setTimeout(stopNow, 100));
    };
    const stopped = await models(['pull', 'pictures'], { signal: stop.signal });
    expect(stopped.code).toBe(130);
    expect(stopped.error).toMatch(/stopped; inkception models pull pictures goes on/);
    expect(files()).toEqual(['partial']);
    behave = whole(weights);
    expect(await models(['pull', 'pictures'])).toMatchObject({ code: 0 });
    expect(server.requests.at(-1)).toMatchObject({ range: 'bytes=200000-' });
  });

  it('leaves nothing under the name of a network that did not come', async () => {
    behave = whole(weights.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)));
    const { code, error } = await models(['pull', 'pictures']);
    expect(code).toBe(2);
    expect(error).toMatch(/sha256.*thrown away/);
    expect(files()).toEqual(['partial']);
    expect(readdirSync(join(cache, 'partial'))).toEqual([]);
  });

  it('of one network at the same time waits for nobody and harms nothing', async () => {
    behave = (_, response) => {
      response.writeHead(200, { 'content-length': weights.length });
      setTimeout(() => response.end(weights), 200);
    };
    const both = await Promise.all([models(['pull', 'pictures']), models(['pull', 'pictures'])]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(both.find(({ code }) => code === 2)!.error).toMatch(/is being fetched by process \d+/);
    expect(readFileSync(join(cache, 'pictures.onnx')).equals(weights)).toBe(true);
  });

  it('takes over the lock of a process that is gone', async () => {
    mkdirSync(join(cache, 'partial'), { recursive: true });
    writeFileSync(join(cache, 'partial', `${sha256(weights).slice(0, 20)}.onnx.lock`), '999999999');
    expect(await models(['pull', 'pictures'])).toMatchObject({ code: 0 });
  });

  it.each([
    ['an unknown name', ['pull', 'picturs'], /no network "picturs" to pull.*pictures/],
    ['no name', ['pull'], /expected one NAME/],
    ['an unknown action', ['pul'], /models pul: expected one of list, show, pull, add/],
    ['a network of which the input is not known', ['pull', 'bare'], /bare.*give --card/],
    ['a name that is a path', ['pull', 'pictures', '--name', '../x'], /"..\/x" is no name/],
  ])('%s: one clear line, nothing fetched', async (_, argv, message) => {
    const { code, out, error } = await models(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(message);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  it('an unknown layer to cut after keeps the file for the next command', async () => {
    const { code, error } = await models(['pull', 'pictures', '--cut', 'conv9']);
    expect(code).toBe(2);
    expect(error).toMatch(/no layer "conv9".*conv/);
    expect(await models(['pull', 'pictures', '--cut', 'conv2'])).toMatchObject({ code: 0 });
    expect(server.requests).toHaveLength(1);
  });

  it('a file that is gone: one clear line', async () => {
    behave = answer(404);
    const { code, error } = await models(['pull', 'pictures']);
    expect(code).toBe(2);
    expect(error).toMatch(/no such file.*404/);
  });

  it('a connection that is cut once is not even noticed', async () => {
    behave = (request, response, nth) => {
      (nth === 1 ? cutAfter(weights, 100_000) : whole(weights))(request, response, nth);
    };
    expect(await models(['pull', 'pictures'])).toMatchObject({ code: 0, error: '' });
  });

  it.skipIf(!existsSync('/proc/self'))('a cache that cannot be written', async () => {
    const argv = ['models', 'pull', 'pictures', '--registry', list, '--cache', '/proc/self/cache'];
    const { code, error } = await runMain(argv);
    expect(code).toBe(2);
    expect(error).toMatch(/cannot write to \/proc\/self\/cache/);
    expect(server.requests).toEqual([]);
  });
});

describe('a network that is not here', () => {
  const layers = ['layers', '--model', 'pictures'];

  it('is not fetched without being asked for', async () => {
    process.env['INKCEPTION_REGISTRY'] = list;
    const { code, error } = await runMain([...layers, '--cache', cache], { interactive: true });
    expect(code).toBe(2);
    expect(error).toMatch(/is not in .*: inkception models pull pictures fetches it/);
    const refused = await runMain([...layers, '--cache', cache], { ask: () => Promise.resolve(false) });
    expect(refused.code).toBe(2);
    expect(server.requests).toEqual([]);
  });

  it('is fetched after a yes', async () => {
    process.env['INKCEPTION_REGISTRY'] = list;
    const questions: string[] = [];
    const ask = (question: string): Promise<boolean> => {
      questions.push(question);
      return Promise.resolve(true);
    };
    const { code, out } = await runMain([...layers, '--cache', cache], { ask });
    expect(code).toBe(0);
    expect(out).toContain('conv4');
    expect(questions).toEqual([expect.stringMatching(/pictures \(.*MB, MIT\).*Fetch it from 127\.0\.0\.1/)]);
  });
});

describe('inkception models add', () => {
  const file = fileURLToPath(weightsUrl);

  it('takes a file and a card under the name of the card, or another', async () => {
    const card = fileURLToPath(cardUrl);
    expect(await models(['add', file, '--card', card])).toMatchObject({ code: 0 });
    expect(await models(['add', file, '--card', card, '--name', 'mine'])).toMatchObject({ code: 0 });
    expect(files()).toEqual(['mine.json', 'mine.onnx', 'pictograms.json', 'pictograms.onnx']);
    const { out } = await runMain(['classes', '--model', 'mine', '--cache', cache]);
    expect(out).toContain('octopus');
  });

  it('knows a published file by its hash, and takes the place of a download', async () => {
    await models(['pull', 'pictures', '--cut', 'conv1']);
    const { code, out } = await models(['add', file]);
    expect(code).toBe(0);
    expect(out).toContain('in place of what was there');
    expect(readFileSync(join(cache, 'pictures.onnx')).equals(weights)).toBe(true);
  });

  it('names the classes from a file', async () => {
    writeFileSync(join(root, 'labels.txt'), 'first\nsecond\n');
    await models(['add', file, '--labels', join(root, 'labels.txt')]);
    const { out } = await runMain(['classes', '--model', 'pictures', '--cache', cache]);
    expect(out).toBe('0  first\n1  second\n');
  });

  it.each([
    ['a file that is not there', ['nowhere.onnx'], /nowhere\.onnx: there is no such file/],
    ['a file in no list without a card', [fileURLToPath(cardUrl)], /in no list: give --card/],
    ['a card that is not there', [file, '--card', 'nowhere.json'], /nowhere\.json.*no such file/],
    [
      'a file that is no network',
      [fileURLToPath(cardUrl), '--card', 'CARD'],
      /not an ONNX file|no network|onnx/i,
    ],
  ])('%s: one clear line, nothing kept', async (_, argv, message) => {
    const card = join(root, 'card.json');
    writeFileSync(card, JSON.stringify({ name: 'x', input, licence: 'MIT', source: 'a test' }));
    const { code, error } = await models(['add', ...argv.map((arg) => (arg === 'CARD' ? card : arg))]);
    expect(code).toBe(2);
    expect(error).toMatch(message);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
    expect(files()).toEqual([]);
  });
});

describe('the cache folder', () => {
  it('is the one given, else of the environment, else of XDG, else in the home folder', () => {
    const env = { INKCEPTION_CACHE: '/a', XDG_CACHE_HOME: '/b' };
    expect(cacheFolder('/c', env)).toBe('/c');
    expect(cacheFolder(undefined, env)).toBe('/a');
    expect(cacheFolder(undefined, { XDG_CACHE_HOME: '/b' })).toBe('/b/inkception');
    const home = cacheFolder(undefined, { XDG_CACHE_HOME: 'relative' });
    expect(home).toMatch(/[/\\]\.cache[/\\]inkception$/);
  });
});

describe('the built-in list', () => {
  it('can be shown without asking anybody', async () => {
    const { code, out } = await runMain(['models', 'show', 'vgg16', '--json', '--cache', cache]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ bytes: 553_437_752, file: null });
  });

  it('a list that is none: one clear line', async () => {
    writeFileSync(list, '[{"name": "x"}]');
    const { code, error } = await models(['list']);
    expect(code).toBe(2);
    expect(error).toMatch(/networks\.json: expected an array of networks/);
  });
});

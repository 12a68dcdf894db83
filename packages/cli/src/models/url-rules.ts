import { CliError } from '../cli-error.ts';

/**
 * An address a network may come from: https anywhere, plain http only on this machine. Errors: `download`, with the
 * address and the rule it breaks.
 */
export function checkUrl(address: string, from?: URL): URL {
  const url = parse(address, from);
  const near = isLoopback(url);
  const refuse = (rule: string): never => {
    const origin = from ? `${from.href} redirects to ${url.href}` : url.href;
    throw new CliError('download', `${origin}: ${rule}; nothing was fetched`);
  };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse('only http and https are followed');
  if (url.protocol === 'http:' && !near) refuse('only https is safe outside this machine');
  if (from && near && !isLoopback(from)) refuse('a server elsewhere may not point at this machine');
  return url;
}

function parse(address: string, from: URL | undefined): URL {
  try {
    return new URL(address, from);
  } catch {
    throw new CliError('download', `"${address}" is no address, expected https://...`);
  }
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

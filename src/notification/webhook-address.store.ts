// Where a notification may be pushed to. Addresses come from people, and the server could reach what they cannot, so
// only hosts that whoever runs it has listed are asked. `host` alone means https on its usual port and an address of the
// public internet; `host:port` means exactly that port, by http too, wherever it is. The address that is checked is the
// one that is connected to: a name that leads elsewhere a moment later gains nothing.

import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Refused } from '../rules/index.ts';
import { notificationRefusals } from './refusals.ts';

/** An address that may be asked. */
export type WebhookTarget = {
  readonly url: URL;
  /** Whether it may lie within the own network, because it is listed with its port. */
  readonly mayBePrivate: boolean;
};

/**
 * Reads an address of a webhook.
 *
 * @param hosts - that are listed
 * @throws Refused (`notification.webhook-off`, `notification.webhook-address`, `notification.webhook-host`)
 */
export function webhookTarget(text: string, hosts: readonly string[]): WebhookTarget {
  if (hosts.length === 0) throw new Refused(notificationRefusals.webhookOff);
  const url = readAddress(text);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (hosts.includes(`${url.hostname}:${port}`)) return { url, mayBePrivate: true };
  if (!hosts.includes(url.hostname)) throw new Refused(notificationRefusals.webhookHost);
  const isUsual = url.protocol === 'https:' && port === '443';
  if (!isUsual) throw new Refused(notificationRefusals.webhookAddress);
  return { url, mayBePrivate: false };
}

function readAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isPlain(url)) throw new Refused(notificationRefusals.webhookAddress);
  return url;
}

function isPlain(url: URL): boolean {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' && url.hash === '';
}

/** An address within the own network, or of no single machine, that is not listed with its port. */
export class PrivateAddress extends Error {}

/**
 * Finds the address of a host, and refuses one that may not be asked.
 *
 * Hand it to the request, so that nothing else is asked than what was checked.
 */
export function guardedLookup(mayBePrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        done(error, '', 4);
        return;
      }
      const [first] = found;
      if (first === undefined || (!mayBePrivate && found.some(({ address }) => !isPublic(address))))
        done(new PrivateAddress('private'), '', 4);
      else if (options.all === true) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

/** Whether a host that is written as an address, which is never looked up, may be asked. */
export function isAllowedLiteral({ url, mayBePrivate }: WebhookTarget): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return mayBePrivate || isIP(host) === 0 || isPublic(host);
}

/** Ranges that are not of the public internet (IANA special-purpose registries). */
const privateRanges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
];
const blocked = new BlockList();
for (const [start, bits, family] of privateRanges) blocked.addSubnet(start, bits, family);
/** Of IPv6 only what is handed out to the internet at all, without the ranges that lead to IPv4 or to documents. */
const handedOut = new BlockList();
handedOut.addSubnet('2000::', 3, 'ipv6');
const notAsked = new BlockList();
notAsked.addSubnet('2001::', 23, 'ipv6');
notAsked.addSubnet('2001:db8::', 32, 'ipv6');
notAsked.addSubnet('2002::', 16, 'ipv6');
notAsked.addSubnet('3fff::', 20, 'ipv6');

/** Whether an address is one machine of the public internet. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !blocked.check(address, 'ipv4');
  if (isIP(address) !== 6) return false;
  return handedOut.check(address, 'ipv6') && !notAsked.check(address, 'ipv6');
}

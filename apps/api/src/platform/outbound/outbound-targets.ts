import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** A target that the operator lets requests reach although it is not on the public internet. */
export interface AllowedTarget {
  host?: string;
  range?: Range;
  /** Every port when undefined. */
  port: number | undefined;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** IPv6 as it is given out today. What lies outside (IPv4-compatible addresses, say) has no business on the internet. */
const GLOBAL_IPV6: Range = ipaddr.parseCIDR('2000::/3');
/** Answers a virtual machine about itself on a cloud, although it is a public address. */
const CLOUD_HOSTS = new Set(['168.63.129.16']);

/**
 * Whether requests may go to this address without being allowed by name. Every special range is out: private, loopback,
 * link-local, shared, multicast, documentation, reserved, and the tunnels (6to4, Teredo) that no longer lead anywhere. So
 * are this machine's own addresses, behind which services listen that a firewall keeps from everybody else.
 */
export function isPublic(text: string): boolean {
  const address = read(text);
  if (!address || address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !matches(address, GLOBAL_IPV6)) return false;
  const name = address.toString();
  return !CLOUD_HOSTS.has(name) && !ownAddresses().has(name);
}

/** @param host as the URL has it; `address` is one that it stands for */
export function isAllowed(targets: readonly AllowedTarget[], host: string, port: number, address: string): boolean {
  const at = read(address);
  return (
    at !== undefined &&
    targets.some(
      (target) =>
        (target.port === undefined || target.port === port) &&
        (target.range ? matches(at, target.range) : target.host === host),
    )
  );
}

/** Whether the operator has named this host and this very port. */
export function isNamed(targets: readonly AllowedTarget[], host: string, port: number): boolean {
  const at = read(host);
  return targets.some(
    (target) => target.port === port && (target.range ? at && matches(at, target.range) : target.host === host),
  );
}

/** Reads `10.0.0.0/8, 192.168.1.4:8080, [fd00::/8]:443, erp.internal, erp.internal:8443`. */
export function readAllowedTargets(text: string, fault: (entry: string) => void): readonly AllowedTarget[] {
  const targets: AllowedTarget[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const target = readTarget(entry);
    if (target) targets.push(target);
    else fault(entry);
  }
  return Object.freeze(targets);
}

function readTarget(entry: string): AllowedTarget | undefined {
  // An IPv6 address has colons of its own: with a port it stands in brackets.
  const parts = /^\[([^\]]+)\](?::(\d+))?$/.exec(entry) ?? /^([^:[\]]+)(?::(\d+))?$/.exec(entry) ?? [entry, entry];
  const [, name = '', digits] = parts;
  const port = digits === undefined ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  if (isIP(name.split('/')[0] ?? '') && ipaddr.isValidCIDR(name)) return { range: ipaddr.parseCIDR(name), port };
  const address = read(name);
  if (address) return { range: [address, address.kind() === 'ipv4' ? 32 : 128], port };
  if (name.includes('/') || !URL.canParse(`http://${name}`)) return undefined;
  const url = new URL(`http://${name}`);
  return url.port === '' && url.pathname === '/' && url.username === '' ? { host: url.hostname, port } : undefined;
}

/** The address that packets go to: IPv4 behind the forms in which IPv6 only wraps it (mapped; translated, RFC 6052). */
function read(text: string): Address | undefined {
  if (isIP(text) === 0) return undefined;
  const address = ipaddr.parse(text);
  if (!isIpv6(address)) return address;
  const range = address.range();
  const wrapped = range === 'ipv4Mapped' || (range === 'rfc6052' && matches(address, TRANSLATED));
  return wrapped ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}

/** NAT64's well-known prefix. The local one (64:ff9b:1::/48) hides its IPv4 address at a place only its owner knows. */
const TRANSLATED: Range = ipaddr.parseCIDR('64:ff9b::/96');

const isIpv6 = (address: Address): address is ipaddr.IPv6 => address.kind() === 'ipv6';
const matches = (address: Address, [base, bits]: Range): boolean =>
  address.kind() === base.kind() && address.match(base, bits);

function ownAddresses(): Set<string> {
  const interfaces = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return new Set(interfaces.map(({ address }) => read(address)?.toString() ?? address));
}

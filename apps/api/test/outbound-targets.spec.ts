import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import os from 'node:os';
import { loadConfig } from '../src/platform/config.js';
import { log } from '../src/platform/log.js';
import { isPublic, readAllowedTargets } from '../src/platform/outbound/outbound-targets.js';
import { asking, closeOutside, door, Names, refusal, serve } from './outside.js';

beforeAll(() => void (log.level = 'fatal'));
afterEach(closeOutside);

/** Every way to write an address that is nobody's business. PORT becomes the canary's. */
const FORBIDDEN = `
  http://127.0.0.1:PORT http://127.0.0.1.:PORT http://127.1:PORT http://127.0.1:PORT http://127.255.255.254:PORT
  http://2130706433:PORT http://0x7f000001:PORT http://0X7F.0.0.1:PORT http://0x7f.0x0.0x0.0x1:PORT http://017700000001:PORT
  http://0177.0.0.1:PORT http://0177.0.0.01:PORT http://0x7f.1:PORT http://127.0.0.0x1:PORT http://127.0x1:PORT
  http://%31%32%37.0.0.1:PORT http://１２７.０.０.１:PORT http://①②⑦.⓪.⓪.①:PORT http://127。0。0。1:PORT http://127.0.0.1%2e:PORT
  http:127.0.0.1:PORT http:\\\\127.0.0.1:PORT http:///127.0.0.1:PORT https://127.0.0.1:PORT HTTP://127.0.0.1:PORT
  http://0:PORT http://0.0.0.0:PORT http://0x0:PORT http://00000:PORT http://0.1.2.3:PORT
  http://[::1]:PORT http://[0:0:0:0:0:0:0:1]:PORT http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT http://[::]:PORT
  http://[::127.0.0.1]:PORT http://[::7f00:1]:PORT http://[::ffff:127.0.0.1]:PORT http://[::ffff:7f00:1]:PORT
  http://[0:0:0:0:0:ffff:127.0.0.1]:PORT http://[::FFFF:7F00:0001]:PORT http://[::ffff:0:127.0.0.1]:PORT
  http://[64:ff9b::127.0.0.1]:PORT http://[64:ff9b::7f00:1]:PORT http://[64:ff9b:1::7f00:1]:PORT
  http://[2002:7f00:1::]:PORT http://[2002:a00:1::1]:PORT http://[2002:808:808::1]:PORT
  http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:PORT http://[2001::1]:PORT
  http://[fc00::1]:PORT http://[fd00:ec2::254]:PORT http://[fe80::1]:PORT http://[fec0::1]:PORT http://[ff02::1]:PORT
  http://[100::1]:PORT http://[2001:db8::1]:PORT http://[2001:10::1]:PORT http://[2001:20::1]:PORT http://[3fff::1]:PORT
  http://[5f00::1]:PORT http://[4000::1]:PORT
  http://10.0.0.1:PORT http://10.255.255.255:PORT http://172.16.0.1:PORT http://172.31.255.255:PORT http://192.168.0.1:PORT
  http://3232235521:PORT http://0xc0a80001:PORT http://0300.0250.0.1:PORT http://012.1.2.3:PORT
  http://169.254.169.254/latest/meta-data http://0xa9fea9fe http://2852039166 http://0251.0376.0251.0376 http://[::ffff:a9fe:a9fe]
  http://100.64.0.1:PORT http://100.100.100.200 http://100.127.255.255:PORT http://192.0.0.192 http://168.63.129.16
  http://198.18.0.1:PORT http://192.0.2.1:PORT http://198.51.100.1:PORT http://203.0.113.1:PORT http://192.88.99.1:PORT
  http://224.0.0.1:PORT http://239.255.255.250:PORT http://240.0.0.1:PORT http://255.255.255.255:PORT http://4294967295:PORT
  http://localhost:PORT http://LOCALHOST:PORT http://localhost.:PORT http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT http://internal.test:PORT
  http://mixed.test:PORT http://mixed6.test:PORT http://mapped.test:PORT http://zone.test:PORT http://metadata.test
  http://user@127.0.0.1:PORT http://user:pass@127.0.0.1:PORT http://example.test@127.0.0.1:PORT http://example.test%40127.0.0.1:PORT
  http://example.test:80@127.0.0.1:PORT http://127.0.0.1:PORT#@example.test http://127.0.0.1:PORT?@example.test
  http://127.0.0.1\\@example.test:PORT http://example.test\\@127.0.0.1:PORT
  file:///etc/passwd ftp://127.0.0.1:PORT gopher://127.0.0.1:PORT/_GET dict://127.0.0.1:PORT ws://127.0.0.1:PORT
  data:text/plain,hello javascript:alert(1) unix:/var/run/docker.sock http+unix://%2Fvar%2Frun%2Fdocker.sock/ blob:http://127.0.0.1:PORT/x
  //127.0.0.1:PORT /etc/passwd 127.0.0.1:PORT http:// http://[ http://[::1 http://127.0.0.1:99999 http://256.1.1.1:PORT http://1.2.3.4.5:PORT
`
  .trim()
  .split(/\s+/);

const NAMES = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'internal.test': ['10.1.2.3'],
  'example.test': ['127.0.0.1'],
  'mixed.test': ['93.184.216.34', '127.0.0.1'],
  'mixed6.test': ['2606:2800:220:1::1', '::1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'zone.test': ['fe80::1%lo'],
  'metadata.test': ['169.254.169.254'],
};

describe('what is not on the public internet', () => {
  let hits = 0;
  let port = 0;
  const canaries: ReturnType<typeof createServer>[] = [];
  beforeAll(async () => {
    const own = await serve((_asked, _request, response) => response.end());
    port = own.port;
    await own.close();
    for (const host of ['127.0.0.1', '::1']) {
      const canary = createServer((socket) => {
        hits++;
        socket.on('error', () => undefined).destroy();
      });
      canaries.push(canary.listen(port, host));
      await once(canary, 'listening');
    }
  });
  afterAll(() => canaries.map((canary) => canary.close()));

  it('has enough spellings here', () => expect(new Set(FORBIDDEN).size).toBeGreaterThan(120));

  it.each(FORBIDDEN)('is not called as %s', async (spelling) => {
    const url = spelling.replaceAll('PORT', String(port));
    const code = await refusal(door('', new Names(NAMES)).send(asking(url, { timeoutMs: 1_000 })));
    expect(code).toMatch(/^(refused-address|refused-url|unknown-host)$/);
    expect(hits).toBe(0);
  });

  it('is not called by a redirect either', async () => {
    const allowed = await serve(({ path }, _request, response) =>
      response.writeHead(302, { location: decodeURIComponent(path.slice(1)) }).end(),
    );
    const { url } = allowed;
    const sender = door(`127.0.0.1:${allowed.port}`, new Names(NAMES));
    const goals = [
      `http://127.0.0.1:${port}/`,
      `http://[::1]:${port}/`,
      `http://0x7f.1:${port}/`,
      `//localhost:${port}/`,
    ];
    for (const goal of [...goals, 'http://169.254.169.254/latest/', 'http://internal.test/'])
      expect([goal, await refusal(sender.send(asking(`${url}/${encodeURIComponent(goal)}`)))]).toEqual([
        goal,
        'refused-address',
      ]);
    for (const goal of ['file:///etc/passwd', 'http://user@example.test/', 'gopher://127.0.0.1/'])
      expect([goal, await refusal(sender.send(asking(`${url}/${encodeURIComponent(goal)}`)))]).toEqual([
        goal,
        'refused-url',
      ]);
    expect(hits).toBe(0);
  });

  it('is not called by a name that means something else a moment later', async () => {
    // An address that may be reached, where nobody listens.
    const names = new Names({ 'rebind.test': [['127.0.0.9'], ['127.0.0.1'], ['127.0.0.1']] });
    expect(await refusal(door('127.0.0.9', names).send(asking(`http://rebind.test:${port}/`)))).toBe('unreachable');
    expect(names.asked).toEqual(['rebind.test']);
    expect(hits).toBe(0);
  });

  it('is told from this machine by a canary that would have been heard', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'close');
    expect(hits).toBe(1);
  });
});

describe('this machine', () => {
  it('is not called by its public address, where a firewall would not ask', () => {
    const spy = jest.spyOn(os, 'networkInterfaces');
    expect(isPublic('93.184.216.34')).toBe(true);
    spy.mockReturnValue({ eth0: [{ address: '93.184.216.34' }, { address: '2606:2800:220:1::1' }] as never });
    for (const own of ['93.184.216.34', '::ffff:93.184.216.34', '2606:2800:220:1:0:0:0:1'])
      expect([own, isPublic(own)]).toEqual([own, false]);
    spy.mockRestore();
  });
});

describe('a name', () => {
  it('is asked for once, and what it answered is where the request goes', async () => {
    const right = await serve((_asked, _request, response) => response.end('right'));
    const wrong = await serve((_asked, _request, response) => response.end('wrong'), {
      host: '127.0.0.2',
      port: right.port,
    });
    const names = new Names({ 'shop.test': [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']] });
    const answer = await door('127.0.0.0/8', names).send(asking(`http://shop.test:${right.port}/`));
    expect(answer.body.toString()).toBe('right');
    expect(right.asked[0]?.headers.host).toBe(`shop.test:${right.port}`);
    expect([names.asked, wrong.asked]).toEqual([['shop.test'], []]);
  });

  it('is tried at each of its addresses', async () => {
    const server = await serve((_asked, _request, response) => response.end('second'), { host: '127.0.0.3' });
    const names = new Names({ 'two.test': ['127.0.0.2', '127.0.0.3'] });
    const answer = await door('127.0.0.0/8', names).send(asking(`http://two.test:${server.port}/`));
    expect(answer.body.toString()).toBe('second');
  });

  it('that nobody knows is told as such', async () => {
    expect(await refusal(door().send(asking('http://nowhere.test/')))).toBe('unknown-host');
  });
});

describe('targets that the operator allows', () => {
  it.each([
    ['127.0.0.1:PORT', 'http://127.0.0.1:PORT/', 'answered'],
    ['127.0.0.0/8', 'http://127.0.0.1:PORT/', 'answered'],
    ['127.0.0.0/8:PORT', 'http://127.0.0.1:PORT/', 'answered'],
    ['127.0.0.0/8:1', 'http://127.0.0.1:PORT/', 'refused-address'],
    ['127.0.0.2', 'http://127.0.0.1:PORT/', 'refused-address'],
    ['10.0.0.0/8, Erp.Internal:PORT', 'http://erp.internal:PORT/', 'answered'],
    ['erp.internal', 'http://erp.internal:PORT/', 'answered'],
    ['erp.internal', 'http://other.internal:PORT/', 'refused-address'],
    ['erp.internal:1', 'http://erp.internal:PORT/', 'refused-address'],
    // A name that the operator trusts is no reason to trust the address under another name.
    ['erp.internal', 'http://127.0.0.1:PORT/', 'refused-address'],
    ['[::1]:PORT, fd00::/8', 'http://127.0.0.1:PORT/', 'refused-address'],
    ['127.0.0.1:PORT', 'http://[::ffff:127.0.0.1]:PORT/', 'answered'],
  ])('%s: %s is %s', async (allow, url, outcome) => {
    const { port } = await serve((_asked, _request, response) => response.end());
    const names = new Names({ 'erp.internal': ['127.0.0.1'], 'other.internal': ['127.0.0.1'] });
    const put = (text: string): string => text.replaceAll('PORT', String(port));
    expect(await refusal(door(put(allow), names).send(asking(put(url))))).toBe(outcome);
  });

  it.each(['10.0.0.0/33', '10.0.0.0/8:0', 'a b', 'host/path', 'http://host', '10.0.0.1:70000', '300.1.1.1', '[::1'])(
    'cannot be written as %s',
    (entry) => {
      const faults: string[] = [];
      readAllowedTargets(`10.0.0.1, ${entry}`, (fault) => faults.push(fault));
      expect(faults).toEqual([entry]);
    },
  );

  it('are named by a process that cannot read them', () => {
    expect(() => loadConfig({ OUTBOUND_ALLOW: '10.0.0.0/8, what is this' })).toThrow(
      /OUTBOUND_ALLOW has “what is this”/,
    );
  });

  it('include a port of the line protocols only by that very port', async () => {
    const names = new Names({ 'mail.test': ['93.184.216.34'] });
    for (const port of [25, 6379])
      expect(await refusal(door('10.0.0.0/8', names).send(asking(`http://mail.test:${port}/`)))).toBe('refused-url');
    expect(await refusal(door('127.0.0.1:25').send(asking('http://127.0.0.1:25/')))).not.toBe('refused-url');
  });
});

import { readMailUrl } from './mail-url.js';

const read = (env: Record<string, string>) => {
  const faults: string[] = [];
  return { server: readMailUrl(env, (sentence) => faults.push(sentence)), faults };
};

it('names a mail server, or a service and its key', () => {
  expect(read({}).server).toBeNull();
  expect(read({ SMTP_URL: 'smtp://mail.example.com' }).server).toEqual({
    kind: 'smtp',
    url: 'smtp://mail.example.com',
  });
  expect(read({ MAIL_URL: 'sendgrid://SG.a%2Fb@api.sendgrid.com' }).server).toMatchObject({
    kind: 'sendgrid',
    endpoint: 'https://api.sendgrid.com/v3/mail/send',
    key: 'SG.a/b',
  });
  expect(read({ MAIL_URL: 'mailgun+http://k@127.0.0.1:8025/mg.example.com' }).server).toMatchObject({
    kind: 'mailgun',
    endpoint: 'http://127.0.0.1:8025/v3/mg.example.com/messages',
  });
});

it.each([
  'mail.example.com',
  'https://api.sendgrid.com',
  'sendgrid://api.sendgrid.com',
  'mailgun://key@api.mailgun.net',
  'sendgrid://key@api.sendgrid.com/domain.example',
])('%s is refused with examples of what would do', (url) => {
  const { server, faults } = read({ MAIL_URL: url });
  expect(server).toBeNull();
  expect(faults.join()).toContain('sendgrid://KEY@api.sendgrid.com');
});

import { TestBed } from '@angular/core/testing';
import { Session } from './session';
import type { Me, SignIn } from './types';

const signIn = (edit: Partial<Me> = {}): SignIn => ({
  accessToken: 't',
  expiresIn: 600,
  me: {
    userId: 'u',
    email: 'ada@example.test',
    name: 'Ada',
    globalAdmin: false,
    company: { id: 'c1', name: 'Brightwater' },
    role: 'editor',
    scopes: ['flows:read', 'flows:write'],
    companies: [],
    visitorOrigin: 'http://127.0.0.1:3000',
    ...edit,
  },
});

describe('Session', () => {
  it('knows what the person may do', () => {
    const session = TestBed.inject(Session);
    session.transport.onChange(signIn());
    expect(session.state()).toBe('in');
    expect(session.can('flows:write')).toBe(true);
    expect(session.can('users:write')).toBe(false);
  });

  it('forgets everything when the sign-in ends', () => {
    const session = TestBed.inject(Session);
    session.transport.onChange(signIn());
    session.transport.onChange(null);
    expect(session.state()).toBe('out');
    expect(session.me()).toBeNull();
    expect(session.can('flows:read')).toBe(false);
  });

  it('does not slip into a company that was entered in another tab', () => {
    const session = TestBed.inject(Session);
    session.transport.onChange(signIn());
    session.transport.onChange(signIn({ company: { id: 'c2', name: 'Northwind' } }));
    expect(session.movedTo()).toBe('Northwind');
    expect(session.company()?.name).toBe('Brightwater');
  });

  it('moves when this tab enters the company', async () => {
    const session = TestBed.inject(Session);
    session.transport.onChange(signIn());
    const entered = signIn({ company: { id: 'c2', name: 'Northwind' } });
    session.transport.signIn = async () => {
      session.transport.onChange(entered);
      return entered;
    };
    await session.enterCompany('c2');
    expect(session.movedTo()).toBeNull();
    expect(session.company()?.name).toBe('Northwind');
  });

  it('says that the server cannot be reached', async () => {
    const session = TestBed.inject(Session);
    session.transport.renew = () => Promise.reject(new Error('down'));
    await session.restore();
    expect(session.state()).toBe('unreachable');
  });
});

import { addressOf } from './calls';

describe('addressOf', () => {
  it('fills in the parameters, safe for an address', () => {
    expect(addressOf('/api/v1/content/{id}/captions/{language}', { id: 'm1', language: 'pt-BR' })).toBe(
      '/content/m1/captions/pt-BR',
    );
    expect(addressOf('/api/v1/auth/links/{token}', { token: '../a b' })).toBe('/auth/links/..%2Fa%20b');
  });
});

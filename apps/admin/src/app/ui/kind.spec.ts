/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { kinds } from '@calldocker/flow-engine';
import { kindLook } from './kind';

const SPRITE = readFileSync(resolve(__dirname, '../../../../../libs/look/icons.svg'), 'utf8');

describe('kindLook', () => {
  it.each(Object.keys(kinds))('shows %s with a symbol that the sprite has', (kind) => {
    expect(SPRITE).toContain(`id="i-${kindLook(kind).icon}"`);
  });

  it('shows a kind that only a newer server knows by its own name', () => {
    expect(kindLook('hologram')).toEqual({ family: 'system', icon: 'package', label: 'hologram' });
  });
});

import sprite from '@calldocker/look/icons.svg' with { loader: 'file' };

/** The address of a drawing in the sprite, whose own name carries a hash: loaded once, it is there without a network too. */
export const symbolOf = (name: string): string => `${sprite}#i-${name}`;

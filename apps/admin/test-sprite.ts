/** In tests no build gives the sprite an address. */
export default 'icons.svg';

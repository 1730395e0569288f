import { readSprites, spriteAt } from './sprites';

const VTT = `WEBVTT

00:00.000 --> 00:02.000
sprites.jpg#xywh=0,0,160,90

2
00:00:02.000 --> 00:00:04.000
sprites.jpg#xywh=160,0,160,90
`;

describe('A strip of small pictures', () => {
  const sprites = readSprites(VTT, 'http://127.0.0.1:3000/media/abc/sprites.vtt');

  it('is read from its VTT, beside which the image lies', () => {
    expect(sprites).toHaveLength(2);
    expect(sprites[1]).toEqual({
      from: 2,
      to: 4,
      url: 'http://127.0.0.1:3000/media/abc/sprites.jpg',
      x: 160,
      y: 0,
      width: 160,
      height: 90,
    });
  });

  it('gives the picture of a place in the film', () => {
    expect(spriteAt(sprites, 0)?.x).toBe(0);
    expect(spriteAt(sprites, 0.49)?.x).toBe(0);
    expect(spriteAt(sprites, 0.5)?.x).toBe(160);
    expect(spriteAt(sprites, 2)?.x).toBe(160);
    expect(spriteAt([], 0.5)).toBeNull();
  });

  it('leaves out what is no picture', () => {
    expect(readSprites('WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome\n', 'http://a.test/')).toEqual([]);
  });
});

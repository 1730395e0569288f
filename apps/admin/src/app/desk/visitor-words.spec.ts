import { calledOf, channelOf } from './visitor-words';

describe('a visitor at the desk', () => {
  it('is called by their name, or by the end of their visit’s id', () => {
    const sessionId = '01938f3e-7c1a-7b60-9b3e-5b0c6a1dbc5b';
    expect(calledOf({ sessionId, visitorName: ' Robin ' })).toBe('Robin');
    expect(calledOf({ sessionId, visitorName: null })).toBe('Visitor BC5B');
    expect(calledOf({ sessionId, visitorName: ' ' })).toBe('Visitor BC5B');
  });

  it('comes by a channel, of which a newer server may have others', () => {
    expect(channelOf('chat').icon).toBe('chat');
    expect(channelOf('pigeon')).toEqual({ icon: 'user', label: 'pigeon' });
  });
});

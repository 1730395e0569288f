/** Why a device could not be had: what to tell the person hangs on it. */
export class MediaRefused extends Error {
  constructor(
    readonly device: 'microphone' | 'camera' | 'screen',
    readonly why: 'refused' | 'missing' | 'busy',
  ) {
    super(`${device} ${why}`);
  }
}

export const openMicrophone = (deviceId?: string): Promise<MediaStreamTrack> =>
  open('microphone', { audio: { echoCancellation: true, noiseSuppression: true, ...exactly(deviceId) } });

export const openCamera = (deviceId?: string): Promise<MediaStreamTrack> =>
  open('camera', { video: { width: { ideal: 1280 }, height: { ideal: 720 }, ...exactly(deviceId) } });

export async function openScreen(): Promise<MediaStreamTrack> {
  try {
    return first(await navigator.mediaDevices.getDisplayMedia({ video: true }));
  } catch (error) {
    throw refusal('screen', error);
  }
}

async function open(device: 'microphone' | 'camera', wanted: MediaStreamConstraints): Promise<MediaStreamTrack> {
  try {
    return first(await navigator.mediaDevices.getUserMedia(wanted));
  } catch (error) {
    throw refusal(device, error);
  }
}

const exactly = (deviceId?: string): MediaTrackConstraints => (deviceId ? { deviceId: { exact: deviceId } } : {});

function first(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('no track', 'NotFoundError');
  return track;
}

/** By the names that Media Capture and Streams gives; a page without `mediaDevices` is not a secure one. */
function refusal(device: MediaRefused['device'], error: unknown): MediaRefused {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return new MediaRefused(device, 'missing');
  return new MediaRefused(device, name === 'NotReadableError' ? 'busy' : 'refused');
}

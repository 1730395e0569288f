import { Component, DestroyRef, computed, effect, inject, output, signal } from '@angular/core';
import { Confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { bytes, clock, moment } from '../ui/format';
import { Icon } from '../ui/icon';
import { COMMON_LANGUAGES, languageName } from './languages';
import { LibraryUsage } from './library-usage';
import { type RecordMode, type RecordRefusal, Recorder } from './recorder';
import { Uploads } from './uploads/uploads';

const REFUSALS: Record<RecordRefusal, { head: string; rest: string }> = {
  denied: {
    head: 'We can’t see or hear you',
    rest: 'Allow the camera and the microphone in the address bar, then try again.',
  },
  missing: {
    head: 'No device was found',
    rest: 'Plug in a camera or a microphone, then try again. Or record sound only.',
  },
  busy: { head: 'Another program uses the device', rest: 'Close it there, then try again.' },
  unsupported: {
    head: 'This browser can’t record here',
    rest: 'Recording needs a current browser and a secure address (https). You can upload a file instead.',
  },
};

/** Says or shows it to this device and takes it into the library: look, count down, record, look again, use it. */
@Component({
  selector: 'app-record-dialog',
  imports: [Dialog, Icon],
  templateUrl: './record-dialog.html',
  styleUrl: './record-dialog.css',
  host: { '(window:beforeunload)': 'guard($event)' },
})
export class RecordDialog {
  private readonly uploads = inject(Uploads);
  private readonly usage = inject(LibraryUsage);
  private readonly confirm = inject(Confirm);
  /** It is on its way: the key of its upload. */
  readonly sent = output<number>();
  readonly closed = output();

  protected readonly recorder = new Recorder(() => this.limits());
  protected readonly clock = clock;
  protected readonly bytes = bytes;
  protected readonly common = COMMON_LANGUAGES;
  protected readonly languageName = languageName;
  protected readonly name = signal('');
  protected readonly language = signal('');
  /** What the person reads while they speak. */
  protected readonly script = signal('');
  protected readonly devices = signal<{ camera?: string; microphone?: string }>({});
  protected readonly refusal = computed(() => {
    const refusal = this.recorder.refusal();
    return refusal && REFUSALS[refusal];
  });
  /** The text stands beside the picture from the countdown on. */
  protected readonly reading = computed(
    () => this.script() !== '' && (this.recorder.running() || this.recorder.stage() === 'counting'),
  );
  protected readonly choosing = computed(() => ['ready', 'asking', 'refused'].includes(this.recorder.stage()));
  private readonly limits = computed(() => {
    const limits = this.usage.facts()?.limits;
    return limits ? { seconds: limits.durationSeconds, bytes: limits.fileBytes } : null;
  });
  private readonly unsaved = computed(() => this.recorder.running() || this.recorder.stage() === 'review');
  protected readonly most = computed(() => {
    const limits = this.limits();
    return limits ? clock(limits.seconds) : null;
  });

  constructor() {
    void this.recorder.open('camera');
    inject(DestroyRef).onDestroy(() => this.recorder.close());
    effect(() => {
      if (this.recorder.stage() === 'review') this.name.set(`Recording, ${moment(new Date().toISOString())}`);
    });
  }

  protected change(mode: RecordMode): void {
    void this.recorder.open(mode, this.devices());
  }

  protected use(device: { camera?: string; microphone?: string }): void {
    this.devices.update((devices) => ({ ...devices, ...device }));
    void this.recorder.open(this.recorder.mode(), this.devices());
  }

  protected send(event: Event): void {
    event.preventDefault();
    const take = this.recorder.take();
    if (!take) return;
    const ending = take.file.name.split('.').at(-1);
    // A slash would be read as a folder.
    const name = (this.name().trim() || 'Recording').replaceAll(/[/\\]/g, '-');
    const file = new File([take.file], `${name}.${ending}`, { type: take.file.type });
    this.sent.emit(this.uploads.add(file, { recorded: true, language: this.language() || null }));
    this.closed.emit();
  }

  protected guard(event: BeforeUnloadEvent): void {
    if (this.unsaved()) event.preventDefault();
  }

  /** What was recorded is nowhere else: closing asks. */
  protected async leave(): Promise<void> {
    if (!this.unsaved()) return this.closed.emit();
    if (this.recorder.stage() === 'recording') this.recorder.pause();
    const yes = await this.confirm.ask({
      heading: 'Throw the recording away?',
      body: 'It is not in your library yet.',
      action: 'Throw it away',
      danger: true,
    });
    if (yes) this.closed.emit();
  }
}

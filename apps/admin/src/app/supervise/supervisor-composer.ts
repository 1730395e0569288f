import { Component, ElementRef, computed, input, signal, viewChild } from '@angular/core';
import { Icon } from '../ui/icon';
import type { Supervision } from './supervision';

/** Where a supervisor writes: to the agent alone or, once they have joined, to the visitor as well. */
@Component({
  selector: 'app-supervisor-composer',
  imports: [Icon],
  template: `
    @if (joined()) {
      <div class="seg" role="group" aria-label="Who reads it">
        <button type="button" [attr.aria-pressed]="aloud()" (click)="aside.set(false)">Visitor and agent</button>
        <button type="button" [attr.aria-pressed]="!aloud()" (click)="aside.set(true)">Agent only</button>
      </div>
    }
    <form [class.whisper]="!aloud()" (submit)="send($event)">
      @if (!aloud()) {
        <svg icon="lock"></svg>
      }
      <textarea
        #field
        rows="1"
        dir="auto"
        maxlength="4000"
        [attr.aria-label]="aloud() ? 'Message to the visitor' : 'Whisper to the agent'"
        [placeholder]="aloud() ? 'Message to the visitor' : 'Whisper to ' + (agentName() ?? 'the agent')"
        [value]="text()"
        (input)="text.set(field.value)"
        (keydown.enter)="send($event)"
      ></textarea>
      <button class="btn primary only" [attr.aria-label]="aloud() ? 'Send' : 'Whisper'"><svg icon="send"></svg></button>
    </form>
  `,
  styleUrl: '../desk/composer.css',
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    .seg {
      justify-self: start;
    }
    :host form {
      padding-inline-start: 10px;
    }
    form.whisper {
      border-style: dashed;
    }
    form > .icon {
      align-self: center;
      color: var(--ink-2);
    }
  `,
})
export class SupervisorComposer {
  readonly supervision = input.required<Supervision>();
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  protected readonly text = signal('');
  /** Chosen by who has joined; who has not can do nothing else. */
  protected readonly aside = signal(false);
  protected readonly joined = computed(() => this.supervision().mode() === 'joined');
  protected readonly aloud = computed(() => this.joined() && !this.aside());
  protected readonly agentName = computed(() => this.supervision().talk.entry()?.agentName);

  protected send(event: Event): void {
    if (event instanceof KeyboardEvent && (event.isComposing || event.shiftKey)) return;
    event.preventDefault();
    const { talk } = this.supervision();
    if (this.aloud()) talk.send(this.text());
    else talk.whisper(this.text());
    this.text.set('');
    this.field().nativeElement.focus();
  }
}

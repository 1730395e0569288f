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
  styles: `
    :host {
      display: grid;
      gap: 8px;
      margin: 0 16px 16px;
    }
    .seg {
      justify-self: start;
    }
    form {
      display: flex;
      align-items: flex-end;
      gap: 4px;
      padding: 5px 5px 5px 10px;
      border: 1px solid var(--line-2);
      border-radius: 16px;
    }
    form.whisper {
      border-style: dashed;
    }
    form > .icon {
      align-self: center;
      color: var(--ink-2);
    }
    form:focus-within {
      border-color: var(--accent);
    }
    textarea {
      flex: 1;
      min-width: 0;
      max-height: 160px;
      padding: 6px 4px;
      border: 0;
      outline: 0;
      background: none;
      font-size: var(--t-14);
      line-height: 1.45;
      resize: none;
      field-sizing: content;
    }
    @media (max-width: 860px) {
      :host {
        margin: 0 8px 8px;
      }
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

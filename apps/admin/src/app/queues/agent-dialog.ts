import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import type { Agent, QueueBoard } from '../api/types';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';

const LEVELS = [1, 2, 3, 4, 5];
const MOST_CHATS = 20;

/** Which queues an agent serves, with which skills, and how many chats at a time. */
@Component({
  selector: 'app-agent-dialog',
  imports: [Dialog, Icon],
  template: `
    <app-dialog [heading]="agent().name || agent().email" (closed)="closed.emit()">
      <form class="form-grid" (submit)="save($event)">
        <fieldset>
          <legend>Queues</legend>
          @for (queue of queues(); track queue.queueId) {
            <label class="choice">
              <input type="checkbox" [checked]="chosen().has(queue.queueId)" (change)="toggle(queue.queueId)" />
              {{ queue.title }}
            </label>
          }
        </fieldset>
        <fieldset>
          <legend>Skills</legend>
          @for (skill of skills(); track skill.skill) {
            <div class="skill">
              <span>{{ skill.skill }}</span>
              <select
                #level
                class="input"
                [attr.aria-label]="'Level of ' + skill.skill"
                (change)="setLevel(skill.skill, +level.value)"
              >
                @for (one of levels; track one) {
                  <option [value]="one" [selected]="one === skill.level">Level {{ one }}</option>
                }
              </select>
              <button
                type="button"
                class="btn bare only"
                [attr.aria-label]="'Take ' + skill.skill + ' away'"
                (click)="drop(skill.skill)"
              >
                <svg icon="close"></svg>
              </button>
            </div>
          } @empty {
            <p class="hint">None: visitors who need a skill go to others first.</p>
          }
          <div class="skill">
            <input
              #named
              class="input"
              aria-label="New skill"
              placeholder="dutch"
              maxlength="64"
              autocomplete="off"
              (keydown.enter)="add(named); $event.preventDefault()"
            />
            <button type="button" class="btn" (click)="add(named)">Add skill</button>
          </div>
        </fieldset>
        <div class="field">
          <label for="chats">Chats at a time</label>
          <input
            #chats
            class="input num"
            id="chats"
            type="number"
            min="1"
            [max]="most"
            required
            [value]="chatLimit()"
            (input)="chatLimit.set(+chats.value)"
          />
        </div>
        @if (refusal(); as refusal) {
          <p class="error" role="alert"><svg icon="alert"></svg>{{ refusal.sentence }}</p>
        }
        <div class="dialog-actions">
          <button type="button" class="btn" (click)="closed.emit()">Cancel</button>
          <button class="btn primary" [disabled]="saving()">{{ saving() ? 'Saving…' : 'Save' }}</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: 4px;
    }
    legend {
      padding: 0 0 6px;
      font-weight: 560;
    }
    .choice {
      display: flex;
      gap: 10px;
      align-items: center;
      min-height: 36px;
      padding: 0 10px;
      border-radius: var(--r-m);
      cursor: pointer;
    }
    .choice:has(:checked) {
      background: var(--accent-soft);
    }
    .choice input {
      width: 16px;
      height: 16px;
      accent-color: var(--accent);
    }
    .skill {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto;
      gap: 8px;
      align-items: center;
    }
    #chats {
      width: 96px;
    }
  `,
})
export class AgentDialog {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly agent = input.required<Agent>();
  readonly queues = input.required<QueueBoard[]>();
  readonly saved = output();
  readonly closed = output();

  protected readonly levels = LEVELS;
  protected readonly most = MOST_CHATS;
  protected readonly chosen = linkedSignal<ReadonlySet<string>>(() => new Set(this.agent().queueIds));
  protected readonly skills = linkedSignal(() => this.agent().skills);
  protected readonly chatLimit = linkedSignal(() => this.agent().chatLimit);
  protected readonly refusal = signal<ApiProblem | null>(null);
  protected readonly saving = signal(false);

  protected toggle(queueId: string): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(queueId)) chosen.add(queueId);
    this.chosen.set(chosen);
  }

  protected setLevel(skill: string, level: number): void {
    this.skills.update((skills) => skills.map((one) => (one.skill === skill ? { skill, level } : one)));
  }

  protected drop(skill: string): void {
    this.skills.update((skills) => skills.filter((one) => one.skill !== skill));
  }

  protected add(input: HTMLInputElement): void {
    const skill = input.value.trim().toLowerCase();
    if (skill === '') return;
    this.drop(skill);
    this.skills.update((skills) => [...skills, { skill, level: 3 }]);
    input.value = '';
    input.focus();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.saving.set(true);
    this.refusal.set(null);
    const { userId, revision, name } = this.agent();
    const change = { queueIds: [...this.chosen()], skills: [...this.skills()], chatLimit: this.chatLimit() };
    try {
      await this.api.updateAgent(userId, change, revision);
      this.toasts.say(`${name} is saved.`);
      this.saved.emit();
    } catch (caught) {
      this.refusal.set(asProblem(caught));
    } finally {
      this.saving.set(false);
    }
  }
}

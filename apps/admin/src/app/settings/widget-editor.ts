import { Component, computed, effect, inject, input, linkedSignal, resource, signal, untracked } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required, validate } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Mode, ThemeChoice, Widget, WidgetEdit } from '../api/types';
import { PageTitle } from '../shell/page-title';
import { Confirm } from '../ui/confirm';
import { CopyButton } from '../ui/copy-button';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { LEAST_FOR_TEXT, lampContrast } from './contrast';
import { readOrigins, snippetOf } from './origins';
import { WidgetPreview } from './widget-preview';
import { WidgetSecrets } from './widget-secrets';

interface Fields {
  name: string;
  flowId: string;
  mode: Mode;
  origins: string;
  companyName: string;
  lamp: string;
  theme: ThemeChoice;
  logoUrl: string;
}

@Component({
  selector: 'app-widget-editor',
  imports: [
    CopyButton,
    FieldError,
    FieldState,
    FormField,
    FormRoot,
    Icon,
    LoadProblem,
    RouterLink,
    Skeleton,
    WidgetPreview,
    WidgetSecrets,
  ],
  templateUrl: './widget-editor.html',
  styleUrls: ['./editor.css', './widget-editor.css'],
})
export class WidgetEditor {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly title = inject(PageTitle);
  readonly id = input.required<string>();

  protected readonly mayWrite = computed(() => this.session.can('widgets:write'));
  protected readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params, abortSignal }) => this.api.getWidget(params, abortSignal),
  });
  protected readonly flows = resource({
    loader: async ({ abortSignal }) => (await this.api.listFlows({ limit: 100 }, abortSignal)).items,
  });
  /** What the server has; replaced by each save. */
  protected readonly widget = linkedSignal<Widget | null>(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly problem = computed(() => {
    const error = this.loaded.error();
    return error ? asProblem(error) : null;
  });
  protected readonly refusal = signal<ApiProblem | null>(null);

  protected readonly draft = linkedSignal<Fields>(() => fieldsOf(this.widget()));
  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.name, { message: 'Give the widget a name.' });
      maxLength(path.name, 120, { message: 'A name has at most 120 characters.' });
      required(path.companyName, { message: 'Visitors see this name: type it.' });
      maxLength(path.companyName, 120, { message: 'At most 120 characters fit.' });
      validate(path.origins, ({ value }) => {
        const { wrong } = readOrigins(value());
        return wrong.length
          ? { kind: 'origin', message: `${wrong[0]} is no address. Write https://shop.example.` }
          : null;
      });
      validate(path.lamp, ({ value }) => {
        const ratio = lampContrast(value());
        if (ratio === null) return { kind: 'colour', message: 'A colour is # and six digits, #f3b25a for example.' };
        return ratio < LEAST_FOR_TEXT
          ? { kind: 'contrast', message: 'Dark writing on this colour is hard to read. Choose a lighter one.' }
          : null;
      });
      validate(path.logoUrl, ({ value }) =>
        !value() || /^https:\/\/\S+$/.test(value().trim())
          ? null
          : { kind: 'url', message: 'A logo’s address begins with https://.' },
      );
    },
    { submission: { action: () => this.save() } },
  );
  protected readonly ratio = computed(() => lampContrast(this.draft().lamp));
  protected readonly readable = computed(() => (this.ratio() ?? 0) >= LEAST_FOR_TEXT);
  protected readonly snippet = computed(() => {
    const widget = this.widget();
    return widget ? snippetOf(this.session.me()?.visitorOrigin ?? '', widget.key) : '';
  });
  protected readonly pages = computed(() => {
    const origin = this.session.me()?.visitorOrigin ?? '';
    const key = this.widget()?.key ?? '';
    return { demo: `${origin}/demo?widget=${key}`, experience: `${origin}/ivr-experience/${key}` };
  });
  protected readonly changed = computed(() => this.form().dirty());

  constructor() {
    effect(() => {
      const name = this.widget()?.name;
      if (name) untracked(() => this.title.set(name));
    });
  }

  protected pickLamp(colour: string): void {
    this.form.lamp().value.set(colour);
    this.form.lamp().markAsDirty();
    this.form.lamp().markAsTouched();
  }

  protected reload(): void {
    this.refusal.set(null);
    this.loaded.reload();
  }

  protected async remove(widget: Widget): Promise<void> {
    const yes = await this.confirm.ask({
      heading: `Delete ${widget.name}?`,
      body: 'Pages that carry its line show nothing any more. Past sessions stay.',
      action: 'Delete',
      danger: true,
    });
    if (!yes || !(await this.toasts.try(() => this.api.deleteWidget(widget.id)))) return;
    this.toasts.say(`${widget.name} is deleted.`);
    await this.router.navigateByUrl('/settings/widgets');
  }

  private async save(): Promise<undefined> {
    const widget = this.widget();
    if (!widget) return;
    this.refusal.set(null);
    try {
      this.widget.set(await this.api.updateWidget(widget.id, editOf(this.draft()), widget.revision));
      this.form().reset();
      this.toasts.say('Saved. Visitors see it with their next visit.');
    } catch (caught) {
      this.refusal.set(asProblem(caught));
    }
  }
}

function fieldsOf(widget: Widget | null): Fields {
  return {
    name: widget?.name ?? '',
    flowId: widget?.flowId ?? '',
    mode: widget?.mode ?? 'video',
    origins: widget?.allowedOrigins.join('\n') ?? '',
    companyName: widget?.brand.companyName ?? '',
    lamp: widget?.brand.lamp ?? '#f3b25a',
    theme: widget?.brand.theme ?? 'auto',
    logoUrl: widget?.brand.logoUrl ?? '',
  };
}

function editOf(fields: Fields): WidgetEdit {
  return {
    name: fields.name.trim(),
    flowId: fields.flowId || null,
    mode: fields.mode,
    allowedOrigins: readOrigins(fields.origins).origins,
    brand: {
      companyName: fields.companyName.trim(),
      lamp: fields.lamp.trim().toLowerCase(),
      theme: fields.theme,
      logoUrl: fields.logoUrl.trim() || null,
    },
  };
}

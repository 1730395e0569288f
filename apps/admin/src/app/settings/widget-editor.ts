import { Component, computed, effect, inject, input, linkedSignal, resource, signal, untracked } from '@angular/core';
import { type ColourName, type Colours, type Font, RULES, variablesOf, type Words } from '@calldocker/look/brand';
import { FormField, FormRoot, form, maxLength, required, validate } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { type ApiProblem, asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Brand, Mode, ThemeChoice, Widget, WidgetEdit } from '../api/types';
import { COMMON_LANGUAGES, languageName } from '../library/languages';
import { PageTitle } from '../shell/page-title';
import { Confirm } from '../ui/confirm';
import { CopyButton } from '../ui/copy-button';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { LoadProblem } from '../ui/load-problem';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { ColourField, wrongOf } from './colour-field';
import { readOrigins, snippetOf } from './origins';
import { type Picture, PictureField } from './picture-field';
import { TriggersField, wrongPage } from './triggers-field';
import { WidgetPreview } from './widget-preview';
import { WidgetSecrets } from './widget-secrets';
import { WordingField } from './wording-field';

interface Fields {
  name: string;
  flowId: string;
  mode: Mode;
  origins: string;
  companyName: string;
  lamp: string;
  theme: ThemeChoice;
  logo: Picture;
  host: Picture;
  font: Font;
  colours: Colours;
  language: string;
  wording: Record<string, Words>;
  privacyUrl: string;
  triggers: Widget['triggers'];
  analytics: Widget['analytics'];
}

const PLAIN_LAMP = RULES.lamp.plain;
type Chosen = Exclude<ColourName, 'lamp'>;
const CHOSEN: readonly { name: Chosen; label: string }[] = [
  { name: 'buttonLight', label: 'Buttons, light theme' },
  { name: 'buttonDark', label: 'Buttons, dark theme' },
  { name: 'floorLight', label: 'Background, light theme' },
  { name: 'floorDark', label: 'Background, dark theme' },
  { name: 'launcher', label: 'Button on your page' },
];
const FONT_LABELS: readonly { font: Font; label: string }[] = [
  { font: 'inter', label: 'Inter' },
  { font: 'system', label: 'As the visitor’s device' },
  { font: 'humanist', label: 'Humanist' },
  { font: 'geometric', label: 'Geometric' },
  { font: 'rounded', label: 'Rounded' },
  { font: 'serif', label: 'Serif' },
];

@Component({
  selector: 'app-widget-editor',
  imports: [
    ColourField,
    CopyButton,
    FieldError,
    FieldState,
    FormField,
    FormRoot,
    Icon,
    LoadProblem,
    PictureField,
    RouterLink,
    Skeleton,
    TriggersField,
    WidgetPreview,
    WidgetSecrets,
    WordingField,
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
      validate(path.lamp, ({ value }) => colourError('lamp', value()));
      validate(path.colours, ({ value }) => {
        const colours = value();
        for (const { name } of CHOSEN) {
          const error = colourError(name, colours[name]);
          if (error) return error;
        }
        return null;
      });
      validate(path.triggers, ({ value }) =>
        wrongPage(value()) ? { kind: 'page', message: 'One line is no page.' } : null,
      );
      validate(path.privacyUrl, ({ value }) =>
        !value() || /^https:\/\/\S+$/.test(value().trim())
          ? null
          : { kind: 'url', message: 'The address begins with https://.' },
      );
    },
    { submission: { action: () => this.save() } },
  );
  /** What holds where the widget has no page of its own. */
  protected readonly privacy = resource({ loader: ({ abortSignal }) => this.api.getPrivacySettings(abortSignal) });
  protected readonly companysPage = computed(() => (this.privacy.hasValue() ? this.privacy.value().privacyUrl : null));
  protected readonly chosen = CHOSEN;
  protected readonly fonts = FONT_LABELS;
  protected readonly languages = computed(() => [
    ...new Set([...COMMON_LANGUAGES, ...(this.draft().language ? [this.draft().language] : [])]),
  ]);
  protected readonly nameOf = languageName;
  /** What is not right yet is shown as it was. */
  protected readonly shown = computed<Brand | null>(() => {
    const widget = this.widget();
    if (!widget) return null;
    const fields = this.draft();
    const lamp = wrongOf('lamp', fields.lamp) ? widget.brand.lamp : fields.lamp;
    const colours = Object.fromEntries(
      Object.entries(fields.colours).filter(([name, colour]) => !wrongOf(name as Chosen, colour)),
    );
    const { font } = fields;
    return {
      ...widget.brand,
      ...brandOf(fields),
      privacyUrl: fields.privacyUrl.trim() || this.companysPage(),
      ...{ lamp, colours, logoUrl: fields.logo.url, hostUrl: fields.host.url },
      variables: variablesOf({ lamp, font, colours }) as Record<string, string>,
    };
  });
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

  protected put<Name extends 'lamp' | 'logo' | 'host' | 'colours' | 'wording' | 'triggers'>(
    name: Name,
    value: Fields[Name],
  ): void {
    this.draft.update((fields) => ({ ...fields, [name]: value }));
    this.form[name]().markAsDirty();
  }

  protected paint(name: Chosen, colour: string | undefined): void {
    const { [name]: _before, ...others } = this.draft().colours;
    this.put('colours', colour === undefined ? others : { ...others, [name]: colour });
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

function colourError(name: ColourName, value: string | undefined): { kind: string; message: string } | null {
  const message = wrongOf(name, value);
  return message ? { kind: 'colour', message } : null;
}

function fieldsOf(widget: Widget | null): Fields {
  const brand = widget?.brand;
  return {
    name: widget?.name ?? '',
    flowId: widget?.flowId ?? '',
    mode: widget?.mode ?? 'video',
    origins: widget?.allowedOrigins.join('\n') ?? '',
    companyName: brand?.companyName ?? '',
    lamp: brand?.lamp ?? PLAIN_LAMP,
    theme: brand?.theme ?? 'auto',
    logo: { id: brand?.logoId ?? null, url: brand?.logoUrl ?? null },
    host: { id: brand?.hostId ?? null, url: brand?.hostUrl ?? null },
    font: brand?.font ?? 'inter',
    colours: brand?.colours ?? {},
    language: brand?.language ?? '',
    wording: brand?.wording ?? {},
    privacyUrl: brand?.ownPrivacyUrl ?? '',
    triggers: widget?.triggers ?? {},
    analytics: widget?.analytics ?? 'none',
  };
}

/** What is sent of the brand, with its pictures as the library knows them. */
function brandOf(fields: Fields) {
  const { companyName, lamp, theme, logo, host, font, colours, language, wording, privacyUrl } = fields;
  return {
    companyName: companyName.trim(),
    lamp: lamp.trim().toLowerCase(),
    ...{ theme, font, colours, wording },
    logoId: logo.id,
    hostId: host.id,
    // A logo by its address goes with the picture that takes its place, or with its removal.
    ...(logo.url === null || logo.id !== null ? { logoUrl: null } : {}),
    language: language || null,
    privacyUrl: privacyUrl.trim() || null,
  };
}

function editOf(fields: Fields): WidgetEdit {
  return {
    name: fields.name.trim(),
    flowId: fields.flowId || null,
    mode: fields.mode,
    allowedOrigins: readOrigins(fields.origins).origins,
    brand: brandOf(fields),
    triggers: fields.triggers,
    analytics: fields.analytics,
  };
}

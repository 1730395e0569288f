import { Component } from '@angular/core';
import type { KindForm } from '../kind-form';
import { editing } from '../inspected';
import { MediaField } from '../media-field';
import { mediaSummary } from '../summaries';
import { Tick } from '../tick';

@Component({
  selector: 'app-audio-form',
  imports: [MediaField, Tick],
  template: `
    @if (edit.node(); as node) {
      <app-media-field
        label="Sound"
        path="media"
        [kinds]="['audio', 'video']"
        [values]="node.media"
        (changed)="edit.change({ media: $event })"
      />
      <app-tick label="Visitors may skip it" [value]="node.skippable" (changed)="edit.change({ skippable: $event })" />
    }
  `,
})
class AudioForm {
  protected readonly edit = editing('audio');
}

export const audioForm: KindForm<'audio'> = {
  kind: 'audio',
  form: AudioForm,
  summary: (node, facts) => mediaSummary(node.media, facts, 'No sound yet'),
};

import { Component } from '@angular/core';
import type { KindForm } from '../kind-form';
import { editing } from '../inspected';
import { MediaField } from '../media-field';
import { mediaSummary } from '../summaries';
import { Tick } from '../tick';

@Component({
  selector: 'app-video-form',
  imports: [MediaField, Tick],
  template: `
    @if (edit.node(); as node) {
      <app-media-field
        label="Video"
        path="media"
        [kinds]="['video']"
        [values]="node.media"
        (changed)="edit.change({ media: $event })"
      />
      <app-tick label="Visitors may skip it" [value]="node.skippable" (changed)="edit.change({ skippable: $event })" />
    }
  `,
})
class VideoForm {
  protected readonly edit = editing('video');
}

export const videoForm: KindForm<'video'> = {
  kind: 'video',
  form: VideoForm,
  summary: (node, facts) => mediaSummary(node.media, facts, 'No video yet'),
};

import type { Editor } from './canvas/editor';
import type { Finder } from './canvas/finder';
import type { Marking } from './canvas/marking';
import type { Moving } from './canvas/moving';
import type { Tidying } from './canvas/tidying';
import type { Clipboard } from './clipboard';

/** What keys, menus and buttons set to work. */
export interface Hands {
  editor: Editor;
  moving: Moving;
  marking: Marking;
  tidying: Tidying;
  finder: Finder;
  clipboard: Clipboard;
}

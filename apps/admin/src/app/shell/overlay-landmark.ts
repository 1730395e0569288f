import { OverlayContainer } from '@angular/cdk/overlay';
import { Service } from '@angular/core';

/** Menus are drawn at the end of the body: as a landmark, so that no content lies outside of one. */
@Service()
export class OverlayLandmark extends OverlayContainer {
  protected override _createContainer(): void {
    super._createContainer();
    this._containerElement?.setAttribute('role', 'region');
    this._containerElement?.setAttribute('aria-label', 'Menu');
  }
}

/** For each page with menus that fills the window: given to the application, it would come with the first script. */
export const OVERLAY_LANDMARK = { provide: OverlayContainer, useExisting: OverlayLandmark };

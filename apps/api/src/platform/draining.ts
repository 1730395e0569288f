import { Injectable } from '@nestjs/common';

/** Set when the process has been told to stop, so that the balancer sends nothing more. */
@Injectable()
export class Draining {
  on = false;
}

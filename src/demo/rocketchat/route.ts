import type { EmulatorResponse } from '../emulator.ts';
import type { Params, ParamsRule } from './params.ts';
import type { RocketChatToken, RocketChatUser } from './world.ts';

/** One route: what it asks of the principal and of the parameters, and what it answers then. */
export interface Route {
  readonly needs: {
    /** Belongs to the licence module "device-management". */
    readonly licensed: boolean;
    readonly permission: string | null;
    readonly twoFactor: boolean;
  };
  readonly params: ParamsRule;
  handle(principal: Principal): EmulatorResponse;
}

export interface Principal {
  readonly user: RocketChatUser;
  readonly token: RocketChatToken;
  readonly params: Params;
  can(permission: string): boolean;
}

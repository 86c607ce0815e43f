/** `federation` of the configuration: this server as a subgraph of a supergraph. */
import { z } from 'zod';

export const federationConfig = z
  .strictObject({
    enabled: z.boolean().default(false),
    /** What the gateway sends in the header `x-gateway-secret`; without it `_service` and `_entities` are refused. */
    gatewaySecret: z
      .string()
      .regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 characters, none of them a space')
      .optional(),
    /**
     * For a supergraph with `User.email` and `User.emailVerified`: their types there, to the letter, since composition wants them the
     * same. Gateways then send them along, and providers linked by e-mail are found by them.
     */
    userEmail: z
      .strictObject({
        email: z.enum(['String', 'String!']),
        emailVerified: z.enum(['Boolean', 'Boolean!']),
      })
      .optional(),
    /**
     * Marks with `@authenticated` and `@requiresScopes` what needs a signed-in person or a scope, for routers that check tokens by
     * themselves. Apollo's router does not start with these marks without a licence.
     */
    authorizationDirectives: z.boolean().default(false),
  })
  .refine(({ enabled, gatewaySecret }) => !enabled || gatewaySecret !== undefined, {
    path: ['gatewaySecret'],
    error: 'is missing; without a secret that only the gateway knows, anybody could claim to be it',
  });

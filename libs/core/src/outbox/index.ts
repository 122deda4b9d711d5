export { finish, request, take } from './outbox.js';
export { outboxIdOf, Relay } from './relay.js';

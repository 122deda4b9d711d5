export { type Backlog, backlog, outboxAge } from './backlog.js';
export { finish, request, requestEach, take } from './outbox.js';
export { outboxIdOf, Relay } from './relay.js';

export { type Backlog, backlog } from './backlog.js';
export { finish, request, take } from './outbox.js';
export { outboxIdOf, Relay } from './relay.js';

/** Who runs the platform: its administrators belong here. It has no members, so that no search ever reaches it. */
export const OPERATOR_CODE = 'fagtorg';

/** Greets whom its event names, and says which bucket it was given. */
export const handler = async ({ name }) => `hello ${name}, from ${process.env.BUCKET}`;

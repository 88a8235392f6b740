/** Names of packages that are providers: of this project, and of others. */
export const providerName = /^(?:@cdr\/provider-(?!kit$)|(?:@[^/]+\/)?cdr-provider-)/;

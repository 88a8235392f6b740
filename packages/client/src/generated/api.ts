// Made from docs/openapi.json by src/__fixtures__/write-types.ts.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it answer? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok" | "failed";
                            /** @enum {string} */
                            store: "ok" | "failed";
                            /** @description Ranges that were not read, and that vendors will soon no longer tell */
                            gapsNearingHorizon: number;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description It cannot, or it is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                        "application/json": {
                            /** @enum {string} */
                            status: "ok" | "failed";
                            /** @enum {string} */
                            store: "ok" | "failed";
                            /** @description Ranges that were not read, and that vendors will soon no longer tell */
                            gapsNearingHorizon: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists calls */
        get: {
            parameters: {
                query?: {
                    /** @description Of these sources; several: a,b */
                    source?: string[];
                    /** @description Started at this instant, local date or local time, or later */
                    from?: string;
                    /** @description Started before */
                    to?: string;
                    /** @description IANA zone of local times. Default: each source's own */
                    timeZone?: string;
                    direction?: ("inbound" | "outbound" | "internal" | "unknown")[];
                    disposition?: ("answered" | "no-answer" | "busy" | "failed" | "unknown")[];
                    kind?: ("call" | "sms" | "fax")[];
                    /** @description This number calls or is called; digits count, not spaces */
                    number?: string[];
                    /** @description An agent's id, login, extension or name */
                    agent?: string[];
                    /** @description A queue's id or name */
                    queue?: string[];
                    /** @description A tag's id or name */
                    tag?: string[];
                    /** @description By start, then by id */
                    order?: "asc" | "desc";
                    limit?: number;
                    /** @description "next" of the page before */
                    cursor?: string;
                    /** @description With the vendor's rows and the addresses of recordings; for operators */
                    raw?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page of calls; the header Link leads to the next one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            calls: {
                                id: string;
                                source: string;
                                provider: string;
                                vendorId: string | null;
                                groupId: string | null;
                                /** @enum {string} */
                                kind: "call" | "sms" | "fax";
                                /** @enum {string} */
                                direction: "inbound" | "outbound" | "internal" | "unknown";
                                /** @enum {string} */
                                disposition: "answered" | "no-answer" | "busy" | "failed" | "unknown";
                                missedReason: ("caller" | "agent-device" | "agent-reject" | "agent-timeout" | "unknown") | null;
                                startedAt: string;
                                queuedAt: string | null;
                                answeredAt: string | null;
                                endedAt: string | null;
                                /** @enum {string} */
                                timePrecision: "millisecond" | "second" | "minute";
                                timeZone: string;
                                timeAmbiguous: boolean;
                                durationMs: number | null;
                                waitMs: number | null;
                                talkMs: number | null;
                                holdMs: number | null;
                                billedMs: number | null;
                                from: {
                                    number: string | null;
                                    e164: string | null;
                                    name: string | null;
                                    /** @enum {string} */
                                    type: "person" | "organisation" | "extension" | "group" | "unknown";
                                    ref: string | null;
                                };
                                to: {
                                    number: string | null;
                                    e164: string | null;
                                    name: string | null;
                                    /** @enum {string} */
                                    type: "person" | "organisation" | "extension" | "group" | "unknown";
                                    ref: string | null;
                                };
                                agents: {
                                    id: string | null;
                                    name: string | null;
                                    login: string | null;
                                    extension: string | null;
                                }[];
                                queue: {
                                    id: string | null;
                                    name: string | null;
                                } | null;
                                group: string | null;
                                service: string | null;
                                trunk: string | null;
                                disconnectedBy: ("agent" | "customer" | "caller" | "callee" | "system") | null;
                                transferredTo: string | null;
                                recording: {
                                    ref: string | null;
                                    url: string | null;
                                    downloadUrl: string | null;
                                } | null;
                                customerId: string | null;
                                ticketId: string | null;
                                topicId: string | null;
                                campaignId: string | null;
                                tags: {
                                    id: string | null;
                                    name: string | null;
                                    color: string | null;
                                }[];
                                rating: {
                                    scale: string | null;
                                    value: string | null;
                                } | null;
                                destination: string | null;
                                smsText: string | null;
                                cost: {
                                    amount: string;
                                    currency: string | null;
                                } | null;
                                noteCount: number | null;
                                derived: string[];
                                raw?: unknown;
                            }[];
                            next: string | null;
                        };
                        "application/x-ndjson": {
                            id: string;
                            source: string;
                            provider: string;
                            vendorId: string | null;
                            groupId: string | null;
                            /** @enum {string} */
                            kind: "call" | "sms" | "fax";
                            /** @enum {string} */
                            direction: "inbound" | "outbound" | "internal" | "unknown";
                            /** @enum {string} */
                            disposition: "answered" | "no-answer" | "busy" | "failed" | "unknown";
                            missedReason: ("caller" | "agent-device" | "agent-reject" | "agent-timeout" | "unknown") | null;
                            startedAt: string;
                            queuedAt: string | null;
                            answeredAt: string | null;
                            endedAt: string | null;
                            /** @enum {string} */
                            timePrecision: "millisecond" | "second" | "minute";
                            timeZone: string;
                            timeAmbiguous: boolean;
                            durationMs: number | null;
                            waitMs: number | null;
                            talkMs: number | null;
                            holdMs: number | null;
                            billedMs: number | null;
                            from: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            to: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            agents: {
                                id: string | null;
                                name: string | null;
                                login: string | null;
                                extension: string | null;
                            }[];
                            queue: {
                                id: string | null;
                                name: string | null;
                            } | null;
                            group: string | null;
                            service: string | null;
                            trunk: string | null;
                            disconnectedBy: ("agent" | "customer" | "caller" | "callee" | "system") | null;
                            transferredTo: string | null;
                            recording: {
                                ref: string | null;
                                url: string | null;
                                downloadUrl: string | null;
                            } | null;
                            customerId: string | null;
                            ticketId: string | null;
                            topicId: string | null;
                            campaignId: string | null;
                            tags: {
                                id: string | null;
                                name: string | null;
                                color: string | null;
                            }[];
                            rating: {
                                scale: string | null;
                                value: string | null;
                            } | null;
                            destination: string | null;
                            smsText: string | null;
                            cost: {
                                amount: string;
                                currency: string | null;
                            } | null;
                            noteCount: number | null;
                            derived: string[];
                            raw?: unknown;
                        };
                    };
                };
                /** @description What the client has is still so */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such format */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells one call */
        get: {
            parameters: {
                query?: {
                    /** @description With the vendor's rows and the addresses of recordings; for operators */
                    raw?: "true" | "false";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            source: string;
                            provider: string;
                            vendorId: string | null;
                            groupId: string | null;
                            /** @enum {string} */
                            kind: "call" | "sms" | "fax";
                            /** @enum {string} */
                            direction: "inbound" | "outbound" | "internal" | "unknown";
                            /** @enum {string} */
                            disposition: "answered" | "no-answer" | "busy" | "failed" | "unknown";
                            missedReason: ("caller" | "agent-device" | "agent-reject" | "agent-timeout" | "unknown") | null;
                            startedAt: string;
                            queuedAt: string | null;
                            answeredAt: string | null;
                            endedAt: string | null;
                            /** @enum {string} */
                            timePrecision: "millisecond" | "second" | "minute";
                            timeZone: string;
                            timeAmbiguous: boolean;
                            durationMs: number | null;
                            waitMs: number | null;
                            talkMs: number | null;
                            holdMs: number | null;
                            billedMs: number | null;
                            from: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            to: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            agents: {
                                id: string | null;
                                name: string | null;
                                login: string | null;
                                extension: string | null;
                            }[];
                            queue: {
                                id: string | null;
                                name: string | null;
                            } | null;
                            group: string | null;
                            service: string | null;
                            trunk: string | null;
                            disconnectedBy: ("agent" | "customer" | "caller" | "callee" | "system") | null;
                            transferredTo: string | null;
                            recording: {
                                ref: string | null;
                                url: string | null;
                                downloadUrl: string | null;
                            } | null;
                            customerId: string | null;
                            ticketId: string | null;
                            topicId: string | null;
                            campaignId: string | null;
                            tags: {
                                id: string | null;
                                name: string | null;
                                color: string | null;
                            }[];
                            rating: {
                                scale: string | null;
                                value: string | null;
                            } | null;
                            destination: string | null;
                            smsText: string | null;
                            cost: {
                                amount: string;
                                currency: string | null;
                            } | null;
                            noteCount: number | null;
                            derived: string[];
                            raw?: unknown;
                        };
                    };
                };
                /** @description What the client has is still so */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such thing, or the key does not tell of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what people wrote to a call */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            notes: {
                                id: string;
                                source: string;
                                callId: string;
                                text: string | null;
                                createdAt: string | null;
                                author: {
                                    id: string | null;
                                    name: string | null;
                                };
                                pinned: boolean | null;
                                edited: boolean | null;
                                deleted: boolean | null;
                                files: {
                                    id: string | null;
                                    name: string | null;
                                    mimeType: string | null;
                                    sizeBytes: number | null;
                                    description: string | null;
                                    uploadedAt: string | null;
                                }[];
                                raw?: unknown;
                            }[];
                        };
                    };
                };
                /** @description What the client has is still so */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such thing, or the key does not tell of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{id}/recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the recording of a call, or a range of its bytes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The sound, of the media type that the vendor tells */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description The range that was asked for */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such thing, or the key does not tell of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such range of bytes */
                416: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The vendor failed */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The vendor gives no more out at once, or the server has too much to do */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells figures of calls, and the sums of vendors beside them */
        get: {
            parameters: {
                query?: {
                    /** @description Of these sources; several: a,b */
                    source?: string[];
                    /** @description Started at this instant, local date or local time, or later */
                    from?: string;
                    /** @description Started before */
                    to?: string;
                    /** @description IANA zone whose clocks say what a day is. Default: that of the first source */
                    timeZone?: string;
                    direction?: ("inbound" | "outbound" | "internal" | "unknown")[];
                    disposition?: ("answered" | "no-answer" | "busy" | "failed" | "unknown")[];
                    kind?: ("call" | "sms" | "fax")[];
                    /** @description This number calls or is called; digits count, not spaces */
                    number?: string[];
                    /** @description An agent's id, login, extension or name */
                    agent?: string[];
                    /** @description A queue's id or name */
                    queue?: string[];
                    /** @description A tag's id or name */
                    tag?: string[];
                    /** @description Rows for each */
                    interval?: "hour" | "day" | "week" | "month";
                    /** @description Rows for each value; several: a,b */
                    by?: ("agent" | "extension" | "queue" | "direction" | "disposition" | "source" | "provider" | "caller" | "callee" | "group" | "service" | "hour-of-day" | "weekday")[];
                    /** @description What to tell; several: a,b */
                    metrics?: ("calls" | "answered" | "noAnswer" | "busy" | "failed" | "unknown" | "inboundCalls" | "inboundAnswered" | "inboundUnanswered" | "inboundBusy" | "inboundSeconds" | "outboundCalls" | "outboundAnswered" | "outboundUnanswered" | "outboundFailed" | "outboundSeconds" | "asr" | "ner" | "talkSeconds" | "acd" | "asa" | "serviceLevel" | "abandoned" | "abandonRate" | "aht" | "peakConcurrency" | "traffic" | "distinctCallers" | "repeatCallers" | "missedOpen")[];
                    /** @description Computed from calls, sums of vendors, or both */
                    origin?: "computed" | "vendor" | "both";
                    /** @description Seconds, for serviceLevel. Default: 20 */
                    threshold?: string;
                    /** @description Rows for intervals without calls too */
                    fill?: "true" | "false";
                    /** @description Only the rows with the most calls, of each interval */
                    top?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rows; in JSON also why a figure is null */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rows: {
                                [key: string]: string | number | null;
                            }[];
                            notes: {
                                /** @enum {string} */
                                origin: "computed" | "vendor";
                                metric: string | null;
                                source: string | null;
                                reason: string;
                            }[];
                        };
                        "application/x-ndjson": {
                            [key: string]: string | number | null;
                        };
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                        "application/vnd.apache.parquet": string;
                    };
                };
                /** @description What the client has is still so */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such format */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives calls as a file
         * @description The file is sent as it is made, of the calls as they are when it begins. If something fails on the way, the connection breaks: what has come to its end is whole.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Of these sources; several: a,b */
                    source?: string[];
                    /** @description Started at this instant, local date or local time, or later */
                    from?: string;
                    /** @description Started before */
                    to?: string;
                    /** @description IANA zone of local times. Default: each source's own */
                    timeZone?: string;
                    direction?: ("inbound" | "outbound" | "internal" | "unknown")[];
                    disposition?: ("answered" | "no-answer" | "busy" | "failed" | "unknown")[];
                    kind?: ("call" | "sms" | "fax")[];
                    /** @description This number calls or is called; digits count, not spaces */
                    number?: string[];
                    /** @description An agent's id, login, extension or name */
                    agent?: string[];
                    /** @description A queue's id or name */
                    queue?: string[];
                    /** @description A tag's id or name */
                    tag?: string[];
                    /** @description Takes the place of the header Accept. Default: ndjson */
                    format?: "csv" | "xlsx" | "ndjson" | "json" | "parquet";
                    /** @description Default: all calls */
                    limit?: number;
                    /** @description Between the cells of CSV */
                    separator?: "comma" | "semicolon" | "tab";
                    /** @description With the vendor's rows and the addresses of recordings; for operators */
                    raw?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file; the header Content-Disposition names it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": {
                            id: string;
                            source: string;
                            provider: string;
                            vendorId: string | null;
                            groupId: string | null;
                            /** @enum {string} */
                            kind: "call" | "sms" | "fax";
                            /** @enum {string} */
                            direction: "inbound" | "outbound" | "internal" | "unknown";
                            /** @enum {string} */
                            disposition: "answered" | "no-answer" | "busy" | "failed" | "unknown";
                            missedReason: ("caller" | "agent-device" | "agent-reject" | "agent-timeout" | "unknown") | null;
                            startedAt: string;
                            queuedAt: string | null;
                            answeredAt: string | null;
                            endedAt: string | null;
                            /** @enum {string} */
                            timePrecision: "millisecond" | "second" | "minute";
                            timeZone: string;
                            timeAmbiguous: boolean;
                            durationMs: number | null;
                            waitMs: number | null;
                            talkMs: number | null;
                            holdMs: number | null;
                            billedMs: number | null;
                            from: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            to: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            agents: {
                                id: string | null;
                                name: string | null;
                                login: string | null;
                                extension: string | null;
                            }[];
                            queue: {
                                id: string | null;
                                name: string | null;
                            } | null;
                            group: string | null;
                            service: string | null;
                            trunk: string | null;
                            disconnectedBy: ("agent" | "customer" | "caller" | "callee" | "system") | null;
                            transferredTo: string | null;
                            recording: {
                                ref: string | null;
                                url: string | null;
                                downloadUrl: string | null;
                            } | null;
                            customerId: string | null;
                            ticketId: string | null;
                            topicId: string | null;
                            campaignId: string | null;
                            tags: {
                                id: string | null;
                                name: string | null;
                                color: string | null;
                            }[];
                            rating: {
                                scale: string | null;
                                value: string | null;
                            } | null;
                            destination: string | null;
                            smsText: string | null;
                            cost: {
                                amount: string;
                                currency: string | null;
                            } | null;
                            noteCount: number | null;
                            derived: string[];
                            raw?: unknown;
                        };
                        "application/json": {
                            id: string;
                            source: string;
                            provider: string;
                            vendorId: string | null;
                            groupId: string | null;
                            /** @enum {string} */
                            kind: "call" | "sms" | "fax";
                            /** @enum {string} */
                            direction: "inbound" | "outbound" | "internal" | "unknown";
                            /** @enum {string} */
                            disposition: "answered" | "no-answer" | "busy" | "failed" | "unknown";
                            missedReason: ("caller" | "agent-device" | "agent-reject" | "agent-timeout" | "unknown") | null;
                            startedAt: string;
                            queuedAt: string | null;
                            answeredAt: string | null;
                            endedAt: string | null;
                            /** @enum {string} */
                            timePrecision: "millisecond" | "second" | "minute";
                            timeZone: string;
                            timeAmbiguous: boolean;
                            durationMs: number | null;
                            waitMs: number | null;
                            talkMs: number | null;
                            holdMs: number | null;
                            billedMs: number | null;
                            from: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            to: {
                                number: string | null;
                                e164: string | null;
                                name: string | null;
                                /** @enum {string} */
                                type: "person" | "organisation" | "extension" | "group" | "unknown";
                                ref: string | null;
                            };
                            agents: {
                                id: string | null;
                                name: string | null;
                                login: string | null;
                                extension: string | null;
                            }[];
                            queue: {
                                id: string | null;
                                name: string | null;
                            } | null;
                            group: string | null;
                            service: string | null;
                            trunk: string | null;
                            disconnectedBy: ("agent" | "customer" | "caller" | "callee" | "system") | null;
                            transferredTo: string | null;
                            recording: {
                                ref: string | null;
                                url: string | null;
                                downloadUrl: string | null;
                            } | null;
                            customerId: string | null;
                            ticketId: string | null;
                            topicId: string | null;
                            campaignId: string | null;
                            tags: {
                                id: string | null;
                                name: string | null;
                                color: string | null;
                            }[];
                            rating: {
                                scale: string | null;
                                value: string | null;
                            } | null;
                            destination: string | null;
                            smsText: string | null;
                            cost: {
                                amount: string;
                                currency: string | null;
                            } | null;
                            noteCount: number | null;
                            derived: string[];
                            raw?: unknown;
                        }[];
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                        "application/vnd.apache.parquet": string;
                    };
                };
                /** @description What the client has is still so */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such format */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists sources */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sources: {
                                source: string;
                                provider: string | null;
                                vendor: string | null;
                                timeZone: string | null;
                                streams: {
                                    id: string;
                                    kind: string;
                                }[];
                                schedule: {
                                    isPaused: boolean;
                                    nextAt: string | null;
                                    /** @description Syncs in a row that failed */
                                    failures: number;
                                    /** @description The id of the sync that runs */
                                    running: string | null;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells which ranges are proven complete, and which are missing */
        get: {
            parameters: {
                query?: {
                    /** @description Of these sources; several: a,b */
                    source?: string[];
                    /** @description Started at this instant, local date or local time, or later */
                    from?: string;
                    /** @description Started before */
                    to?: string;
                    /** @description IANA zone of local times. Default: each source's own */
                    timeZone?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            coverage: {
                                source: string;
                                stream: string;
                                /** @enum {string} */
                                kind: "calls" | "statistics" | "notes";
                                covered: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    to: string;
                                    /** @enum {string} */
                                    state: "sealed" | "provisional";
                                    rows: number | null;
                                    vendorRows: number | null;
                                }[];
                                gaps: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    to: string;
                                }[];
                                permanentGaps: {
                                    /** Format: date-time */
                                    from: string;
                                    /** Format: date-time */
                                    to: string;
                                }[];
                                /** @description Of streams of notes, which cover calls and not time */
                                notes?: {
                                    calls: number;
                                    read: number;
                                    notes: number;
                                };
                            }[];
                        };
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a sync of a source
         * @description Without a range: whatever is missing, up to now.
         */
        post: {
            parameters: {
                query?: {
                    /** @description Started at this instant, local date or local time, or later */
                    from?: string;
                    /** @description Started before */
                    to?: string;
                    /** @description IANA zone of local times. Default: each source's own */
                    timeZone?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It runs */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            source: string;
                            /** Format: date-time */
                            startedAt: string;
                            endedAt: string | null;
                            /** @enum {string} */
                            status: "running" | "complete" | "partial" | "failed" | "interrupted";
                            progress: {
                                planned: number;
                                done: number;
                                failed: number;
                                rows: number;
                                requests: number;
                                retries: number;
                            };
                            /** @description As cdr sync --json prints it of one source; null while it runs */
                            report: unknown;
                        };
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such thing, or the key does not tell of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description It is going on already */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description Bodies of this type are not read */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets no sync of a source begin by itself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is so */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such thing, or the key does not tell of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description Bodies of this type are not read */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a pause */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is so */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such thing, or the key does not tell of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description Bodies of this type are not read */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/syncs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells how far a sync has come
         * @description With "Accept: text/event-stream", tells it again whenever it has changed, up to the end: events of the name "sync", whose data is what is told otherwise.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The sync */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            source: string;
                            /** Format: date-time */
                            startedAt: string;
                            endedAt: string | null;
                            /** @enum {string} */
                            status: "running" | "complete" | "partial" | "failed" | "interrupted";
                            progress: {
                                planned: number;
                                done: number;
                                failed: number;
                                rows: number;
                                requests: number;
                                retries: number;
                            };
                            /** @description As cdr sync --json prints it of one source; null while it runs */
                            report: unknown;
                        };
                        "text/event-stream": string;
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such thing, or the key does not tell of it */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is no such format */
                406: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells figures of the server itself, in the text format of Prometheus
         * @description They name every source: a key that is limited to some may not read them.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The figures */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erases the person who has a number, for good
         * @description Masks their calls, their notes, the texts of their SMS and the vendors’ rows of them in all sources, and whatever is read of them later. Takes a key that is good for all sources.
         */
        delete: {
            parameters: {
                query?: {
                    /** @description Only tells what would be erased */
                    dryRun?: "true" | "false";
                };
                header?: never;
                path: {
                    /** @description However it is written */
                    number: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            erased: {
                                calls: number;
                                notes: number;
                                rawRows: number;
                                rejected: number;
                                statistics: number;
                            };
                        };
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The body is too large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description Bodies of this type are not read */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what owners did and which requests were denied, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Happened at this instant or local time, or later */
                    from?: string;
                    /** @description Happened before */
                    to?: string;
                    /** @description IANA zone of local times. Default: UTC */
                    timeZone?: string;
                    limit?: number;
                    /** @description "next" of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                id: string;
                                at: string;
                                /** @enum {string} */
                                action: "request-denied" | "owner-request" | "key-created" | "key-revoked" | "person-erased" | "calls-expired";
                                by: {
                                    /** @enum {string} */
                                    via: "request" | "command" | "server";
                                    keyId: string | null;
                                };
                                times: number;
                                detail: {
                                    [key: string]: string | number | null;
                                };
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Something about the request is wrong */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description No good key came with the request */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key does not allow it */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The address is too long */
                414: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description The key has asked too often; Retry-After says when to ask again */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
                /** @description There is too much to do, or the server is about to end */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": {
                            type: string;
                            title: string;
                            status: number;
                            detail: string;
                            code: string;
                            requestId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

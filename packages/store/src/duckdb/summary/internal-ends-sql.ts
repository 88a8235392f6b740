/** Which calls, and what of them. */
interface InternalCalls {
  /** Expressions over the table `calls` that are kept, with commas. */
  selected: string;
  /** The condition on `calls`. */
  where: string;
  /** A condition on `call_agents` that holds for these calls at least. */
  agentsWhere: string;
}

/**
 * Internal calls from both their sides, as core's `endsOf` sees them. The main agent stands in `calls`,
 * the others in a table of their own.
 */
export function internalEndsSql(calls: InternalCalls): string {
  return `SELECT * EXCLUDE (extensions, ids, logins, names, from_own, to_own, caller, callee, position, own_number),
      ids[position] AS agent_id, logins[position] AS agent_login,
      extensions[position] AS agent_extension, names[position] AS agent_name,
      coalesce(extensions[position], own_number) AS extension
    FROM (
      SELECT located.*, way,
        CASE way WHEN 'outbound' THEN caller WHEN 'inbound' THEN callee END AS position,
        CASE way WHEN 'outbound' THEN from_own WHEN 'inbound' THEN to_own END AS own_number
      FROM (${locatedSql(calls)}) AS located
      CROSS JOIN (VALUES ('outbound'), ('inbound'), (NULL)) AS sides(way)
      WHERE CASE way WHEN 'outbound' THEN ${isCallerKnown} WHEN 'inbound' THEN ${isCalleeKnown}
        ELSE NOT (${isCallerKnown} OR ${isCalleeKnown}) END)`;
}

const isCallerKnown = '(caller IS NOT NULL OR from_own IS NOT NULL)';
const isCalleeKnown = '(callee IS NOT NULL OR to_own IS NOT NULL)';

/** With the positions of caller and callee among the agents, from 1. */
function locatedSql(calls: InternalCalls): string {
  const withoutCaller = `CASE WHEN caller IS NULL THEN extensions
    ELSE extensions[1:caller - 1] || [NULL::VARCHAR] || extensions[caller + 1:] END`;
  return `SELECT *, coalesce(
      ${positionSql(withoutCaller, 'to_number')},
      CASE WHEN extensions[caller] = to_number THEN caller END,
      CASE WHEN caller = 1 AND len(extensions) > 1 THEN 2
        WHEN caller IS DISTINCT FROM 1 AND len(extensions) > 0 THEN 1 END) AS callee
    FROM (SELECT *, ${positionSql('extensions', 'from_number')} AS caller FROM (${listedSql(calls)}))`;
}

/** The first position of a number in a list; `NULL` where there is none, or no number. */
function positionSql(list: string, number: string): string {
  return `CASE WHEN ${number} IS NOT NULL THEN nullif(list_position(${list}, ${number}), 0) END`;
}

/** With lists of what is known of the agents, the main one first. */
function listedSql({ selected, where, agentsWhere }: InternalCalls): string {
  const parts = ['extension', 'id', 'login', 'name'];
  const lists = parts.map(
    (part) => `CASE agent_count WHEN 0 THEN []::VARCHAR[] WHEN 1 THEN [agent_${part}]
      ELSE [agent_${part}, second_${part}] || coalesce(more_${part}s, []::VARCHAR[]) END AS ${part}s`,
  );
  const second = parts.map((part) => `${part} AS second_${part}`);
  const more = parts.map((part) => `list(${part} ORDER BY position) AS more_${part}s`);
  // Lists are kept in memory until they are whole: they are for the few calls with three agents or more.
  return `SELECT ${selected}, ${lists.join(', ')},
      CASE WHEN from_type <> 'group' THEN from_number END AS from_own,
      CASE WHEN to_type <> 'group' THEN to_number END AS to_own
    FROM calls
      LEFT JOIN (SELECT call_id AS second_call_id, ${second.join(', ')}
        FROM call_agents WHERE position = 1 AND ${agentsWhere}) AS second ON second_call_id = id
      LEFT JOIN (SELECT call_id AS more_call_id, ${more.join(', ')}
        FROM call_agents WHERE position > 1 AND ${agentsWhere} GROUP BY call_id) AS more
        ON more_call_id = id
    WHERE ${where}`;
}

/** What Kubernetes sets in every pod for a Service named `legate`, whether the pod wants it or not. */
const KUBERNETES =
  /^LEGATE_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
const KUBERNETES_ADDRESS = /^(tcp|udp|sctp):\/\//;

export function isInjectedByKubernetes(name: string, value: string | undefined): boolean {
  return KUBERNETES.test(name) || (name === 'LEGATE_PORT' && KUBERNETES_ADDRESS.test(value ?? ''));
}

/** The known name that `name` was likely meant to be, or null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= name.length / 3 ? best.candidate : null;
}

function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, against] of Array.from(other).entries()) {
      const replace = (previous[column] ?? 0) + (letter === against ? 0 : 1);
      const shift = Math.min(previous[column + 1] ?? 0, current[column] ?? 0) + 1;
      current.push(Math.min(replace, shift));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

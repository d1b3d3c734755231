/** Whether an If-None-Match has the tag of what would be sent (RFC 9110 section 13.1.2, weak comparison). */
export function hasEntityTag(header, tag) {
    const tags = (header ?? '').split(',').map((each) => each.trim().replace(/^W\//u, ''));
    return tags.includes('*') || tags.includes(`"${tag}"`);
}

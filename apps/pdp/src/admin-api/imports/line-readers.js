import { randomUUID } from 'node:crypto';
import { parseGrant } from '@legate/delegation';
import { entryKey, holdingKey } from '@legate/directory';
import { toIdentityInput } from '../identities/identity.mapper.js';
import { requireFurther } from '../types/further-type.js';
import { ActionTypeLineDto, GrantLineDto, GroupLineDto, IdentityLineDto, MembershipLineDto, ResourceLineDto, RoleAssignmentLineDto, SubjectTypeLineDto, } from './import-line.dto.js';
function reader(dto, toInput, keyOf) {
    return async (line, pipe) => {
        const read = (await pipe.transform(line, { type: 'body', metatype: dto }));
        const input = toInput(read);
        return { input, key: keyOf(input) };
    };
}
/** One for each kind of object that a line can be about. */
export const LINE_READERS = {
    subject_type: reader(SubjectTypeLineDto, ({ type, kind }) => {
        requireFurther(type);
        return { key: type, value: kind };
    }, ({ key }) => key),
    action_type: reader(ActionTypeLineDto, ({ resourceType, actions }) => ({ key: resourceType, value: actions }), ({ key }) => key),
    identity: reader(IdentityLineDto, ({ kind, id, ...body }) => ({ ref: { kind, id }, input: toIdentityInput({ kind, id }, body) }), ({ ref }) => entryKey(ref.kind, ref.id)),
    group: reader(GroupLineDto, ({ id, ...input }) => ({ id, input }), ({ id }) => id),
    membership: reader(MembershipLineDto, ({ group, member }) => ({ group, member: toHolder(member) }), ({ group, member }) => holdingKey(member, group)),
    role_assignment: reader(RoleAssignmentLineDto, ({ role, holder }) => ({ role, holder: toHolder(holder) }), ({ role, holder }) => holdingKey(holder, role)),
    resource: reader(ResourceLineDto, ({ type, id, ...input }) => ({ ref: { type, id }, input }), ({ ref }) => entryKey(ref.type, ref.id)),
    grant: reader(GrantLineDto, toGrantLine, ({ id }) => id),
};
function toHolder({ kind, id }) {
    return { kind, id };
}
/** Ids are compared as text from here on, and PostgreSQL writes them in lower case. */
function toGrantLine({ id = randomUUID(), parent, ...rest }) {
    const input = { ...rest, ...(parent !== undefined && { parent: parent.toLowerCase() }) };
    parseGrant(input);
    return { id: id.toLowerCase(), input };
}
export function isImportEntity(name) {
    return typeof name === 'string' && Object.hasOwn(LINE_READERS, name);
}

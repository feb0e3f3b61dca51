/** The connector of a FortiGate to its EMS, as a device has it once EMS has authorized it. */

/** @param serial EMS's serial number */
export const connectorText = (
  serial: string,
  {
    name = 'EMS',
    server = 'ems.example.com',
    tenant = '0'.repeat(32),
  }: { readonly name?: string; readonly server?: string; readonly tenant?: string } = {},
): string => `config endpoint-control fctems
    edit 1
        set status enable
        set name "${name}"
        set server "${server}"
        set serial-number "${serial}"
        set tenant-id "${tenant}"
        set capabilities fabric-auth silent-approval websocket websocket-malware push-ca-certs common-tags-api tenant-id single-vdom-connector used-tags
    next
end
`;

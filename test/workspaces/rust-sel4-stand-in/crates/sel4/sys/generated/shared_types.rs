#[derive(Clone, PartialEq, Eq)] pub struct seL4_MessageInfo(pub PackedWords<1>);
pub type seL4_MessageInfo_t = seL4_MessageInfo;
impl seL4_MessageInfo { pub fn new(label: u64, capsUnwrapped: u64, extraCaps: u64, length: u64) -> Self { Self([label << 12 | capsUnwrapped << 9 | extraCaps << 7 | length]) } pub fn get_label(&self) -> u64 { self.0[0] >> 12 } }
impl Default for seL4_MessageInfo { fn default() -> Self { Self::new(0, 0, 0, 0) } }
#[derive(Clone, PartialEq, Eq)] pub struct seL4_CapRights(pub PackedWords<1>);
pub type seL4_CapRights_t = seL4_CapRights;
impl seL4_CapRights { pub fn new(grantReply: u64, grant: u64, read: u64, write: u64) -> Self { Self([grantReply << 3 | grant << 2 | read << 1 | write]) } pub fn get_capAllowRead(&self) -> u64 { self.0[0] >> 1 & 1 } }

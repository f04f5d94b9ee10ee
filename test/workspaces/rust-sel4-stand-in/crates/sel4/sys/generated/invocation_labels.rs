pub const InvalidInvocation: u32 = 0;
pub const UntypedRetype: u32 = 1;
pub const TCBReadRegisters: u32 = 2;
pub const TCBWriteRegisters: u32 = 3;

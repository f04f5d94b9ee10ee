pub const Call: i32 = -1;
pub const ReplyRecv: i32 = -2;
pub const Send: i32 = -3;

//! Answers of the kernel as an enum.

use crate::sys;

pub type Result<T> = core::result::Result<T, Error>;

/// What the kernel complains of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    InvalidArgument,
    InvalidCapability,
    IllegalOperation,
    Other(sys::seL4_Error::Type),
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Error {
    pub const fn into_sys(self) -> sys::seL4_Error::Type {
        match self {
            Error::InvalidArgument => sys::seL4_Error::seL4_InvalidArgument,
            Error::InvalidCapability => sys::seL4_Error::seL4_InvalidCapability,
            Error::IllegalOperation => sys::seL4_Error::seL4_IllegalOperation,
            Error::Other(code) => code,
        }
    }

    pub fn wrap(answer: sys::seL4_Error::Type) -> Result<()> {
        match answer {
            sys::seL4_Error::seL4_NoError => Ok(()),
            sys::seL4_Error::seL4_InvalidArgument => Err(Error::InvalidArgument),
            sys::seL4_Error::seL4_InvalidCapability => Err(Error::InvalidCapability),
            sys::seL4_Error::seL4_IllegalOperation => Err(Error::IllegalOperation),
            other => Err(Error::Other(other)),
        }
    }
}

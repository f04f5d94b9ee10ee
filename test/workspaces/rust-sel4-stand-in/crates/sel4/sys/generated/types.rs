#[derive(Clone, PartialEq, Eq)] pub struct seL4_Fault_NullFault(pub PackedWords<14>);
impl seL4_Fault_NullFault { pub fn new() -> Self { Self([0; 14]) } }
impl Default for seL4_Fault_NullFault { fn default() -> Self { Self::new() } }

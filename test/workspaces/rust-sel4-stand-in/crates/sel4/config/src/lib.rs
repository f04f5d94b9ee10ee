//! Conditions on the kernel's options. Which ones are on is in the environment, as `KERNEL_OPTIONS="KERNEL_MCS …"`.

use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Keeps its item if the predicate holds: an option, `not(…)`, `all(…)`, `any(…)`.
#[proc_macro_attribute]
pub fn sel4_cfg(predicate: TokenStream, item: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = predicate.into_iter().collect();
    if holds(&trees) { item } else { TokenStream::new() }
}

fn holds(trees: &[TokenTree]) -> bool {
    let parts = |stream: TokenStream| -> Vec<Vec<TokenTree>> {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        trees
            .split(|tree| matches!(tree, TokenTree::Punct(mark) if mark.as_char() == ','))
            .filter(|part| !part.is_empty())
            .map(<[TokenTree]>::to_vec)
            .collect()
    };
    match trees {
        [TokenTree::Ident(option)] => is_on(&option.to_string()),
        [TokenTree::Ident(word), TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            let parts = parts(group.stream());
            match word.to_string().as_str() {
                "not" => !holds(&parts[0]),
                "all" => parts.iter().all(|part| holds(part)),
                "any" => parts.iter().any(|part| holds(part)),
                other => panic!("`{other}` is no predicate"),
            }
        }
        _ => panic!("this is no predicate"),
    }
}

fn is_on(option: &str) -> bool {
    std::env::var("KERNEL_OPTIONS").is_ok_and(|options| options.split_whitespace().any(|on| on == option))
}

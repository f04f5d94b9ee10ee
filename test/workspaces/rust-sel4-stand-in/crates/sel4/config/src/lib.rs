//! Conditions on the kernel's options. Which ones are on is in the environment, as `KERNEL_OPTIONS="KERNEL_MCS …"`.

use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Keeps its item if the predicate holds: an option, `not(…)`, `all(…)`, `any(…)`.
#[proc_macro_attribute]
pub fn sel4_cfg(predicate: TokenStream, item: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = predicate.into_iter().collect();
    if holds(&trees) { item } else { TokenStream::new() }
}

/// `if #[sel4_cfg(…)] { … } else if #[sel4_cfg(…)] { … } else { … }`: what the first branch has that holds.
#[proc_macro]
pub fn sel4_cfg_if(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let mut rest = &trees[..];
    loop {
        rest = match rest {
            [] => return TokenStream::new(),
            [TokenTree::Ident(_), TokenTree::Group(body)] => return body.stream(),
            [TokenTree::Ident(word), more @ ..] if word.to_string() == "else" => more,
            [TokenTree::Ident(_), TokenTree::Punct(_), TokenTree::Group(attribute), TokenTree::Group(body), more @ ..] => {
                let asked: Vec<TokenTree> = attribute.stream().into_iter().collect();
                let [_, TokenTree::Group(predicate)] = &asked[..] else { panic!("this asks for nothing") };
                let predicate: Vec<TokenTree> = predicate.stream().into_iter().collect();
                if holds(&predicate) {
                    return body.stream();
                }
                more
            }
            _ => panic!("this is no choice"),
        };
    }
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

//! Prints shelf labels: name on the left, price on the right.

const WIDTH: usize = 32;

struct Label {
    name: String,
    price_cents: u32,
}

impl Label {
    fn new(name: &str, price_cents: u32) -> Self {
        Label { name: name.to_string(), price_cents }
    }

    /// `12.34`, always with two digits after the point.
    fn price(&self) -> String {
        format!("{}.{:02}", self.price_cents / 100, self.price_cents % 100)
    }

    /// One line of `WIDTH` characters; a long name is cut, never the price.
    fn line(&self) -> String {
        let price = self.price();
        let room = WIDTH - price.len() - 1;
        let name: String = self.name.chars().take(room).collect();
        format!("{name:<room$} {price}")
    }
}

fn main() {
    let labels = [
        Label::new("Notebook, dotted", 1250),
        Label::new("Ink, midnight blue", 890),
        Label::new("Fountain pen", 4900),
    ];
    for label in &labels {
        println!("{}", label.line());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_has_two_digits() {
        assert_eq!(Label::new("Ink", 805).price(), "8.05");
    }

    #[test]
    fn a_long_name_is_cut() {
        let label = Label::new("A notebook with a very long and winding name", 100);
        assert_eq!(label.line().len(), WIDTH);
    }
}

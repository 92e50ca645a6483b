"""Who is licensed for what: the licensee, its call signs, its program services and what 47 CFR 73 says of them."""

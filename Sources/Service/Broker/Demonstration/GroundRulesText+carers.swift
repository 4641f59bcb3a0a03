import Casework

/// What carers read before they take part; the Bengali text is a draft and says so itself.
extension GroundRulesText {
    static let supervision = [
        GroundRules(
            language: .english,
            rules: [
                "This is time for you and your work. You both say what is on the list.",
                "Please be where nobody overhears you. No child takes part or listens.",
                "Grace writes the record. You read it, add your own words, and sign, or say what you see differently.",
                "It goes on your own file, not on a child’s. It never counts as a visit.",
                "Please do not record or photograph.",
            ],
            question: "Do you agree to take part?"
        ),
        GroundRules(
            language: .bengali,
            rules: [
                "(খসড়া অনুবাদ, এখনও যাচাই করা হয়নি)",
                "এই সময়টা আপনার ও আপনার কাজের জন্য। কী নিয়ে কথা হবে তা দুজনেই বলবেন।",
                "এমন জায়গায় থাকুন যেখানে কেউ আপনার কথা শুনতে না পায়। কোনো শিশু অংশ নেয় না।",
                "বিবরণটি পড়ে আপনি নিজের কথা যোগ করবেন এবং সই করবেন, অথবা ভিন্নমত জানাবেন।",
                "এটি আপনার নিজের ফাইলে থাকে, শিশুর ফাইলে নয়।",
                "অনুগ্রহ করে রেকর্ড করবেন না বা ছবি তুলবেন না।",
            ],
            question: "আপনি কি অংশ নিতে রাজি?"
        ),
    ]

    static let respite = [
        GroundRules(
            language: .english,
            rules: [
                "This hour is for you. You may talk, or listen, or just be here.",
                "No child is named. We use the names on the screen.",
                "What is said here stays here. Only who came is written down.",
                "If you are worried that a child is not safe, Tom has to pass that on. He tells you first.",
                "Please do not record or photograph.",
            ],
            question: "Would you like to take part?"
        ),
        GroundRules(
            language: .bengali,
            rules: [
                "(খসড়া অনুবাদ, এখনও যাচাই করা হয়নি)",
                "এই এক ঘণ্টা আপনার। কথা বলতে পারেন, শুনতে পারেন, বা শুধু থাকতে পারেন।",
                "কোনো শিশুর নাম বলা হয় না। পর্দায় যে নাম আছে আমরা সেটাই বলি।",
                "এখানকার কথা এখানেই থাকে। শুধু কে এসেছিলেন তা লেখা হয়।",
                "অনুগ্রহ করে রেকর্ড করবেন না বা ছবি তুলবেন না।",
            ],
            question: "আপনি কি অংশ নিতে চান?"
        ),
    ]
}
